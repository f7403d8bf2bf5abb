import type { IncomingMessage } from 'node:http'
import type { ApiProblem } from '#domain/api/common.ts'
import { messages } from '#messages/index.ts'
import type { Answer } from '#web/answer.ts'

const RETRY_SECONDS = '2'
const { title, body } = messages.en.web.pagesDown

/** While Next is away: a page that loads again by itself for browsers, problem+json for programs. */
export function pagesDown({ headers }: IncomingMessage, requestId: string): Answer {
  const always = { 'retry-after': RETRY_SECONDS, 'cache-control': 'no-store', 'x-request-id': requestId }
  if (headers.accept?.includes('text/html')) {
    const refresh = `<meta http-equiv="refresh" content="${RETRY_SECONDS}"><meta name="color-scheme" content="light dark">`
    const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>${refresh}</head><body><h1>${title}</h1><p>${body}</p></body></html>`
    return { status: 502, headers: { ...always, 'content-type': 'text/html; charset=utf-8' }, body: page }
  }
  const problem: ApiProblem = {
    type: 'urn:sojourn:problem:pages_down',
    title: 'Bad Gateway',
    status: 502,
    detail: `${title}. ${body}`,
    code: 'pages_down',
    requestId,
  }
  return { status: 502, headers: { ...always, 'content-type': 'application/problem+json' }, body: JSON.stringify(problem) }
}
