import { hotId } from '#domain/api/common.ts'
import { problemOf, renderLiquid } from '#domain/message/liquid.ts'
import type { RenderScope } from '#server/message/render/scope.ts'
import type { Held } from '#server/sql/attemptMessages.ts'
import type { CompiledCall } from './content.ts'

/** One call as it will be made, but for the signature, which says when. */
export type CallRequest = {
  /** The same for every try: `webhook-id`. */
  id: string
  method: CompiledCall['method']
  url: URL
  headers: Record<string, string>
  body: string | null
  timeoutMs: number
}
export type FilledCall = { ok: true; request: CallRequest } | { ok: false; detail: string }

export const callId = ({ shard, id }: Pick<Held, 'shard' | 'id'>) => `msg_${hotId(shard, id)}`

const URL_LENGTH_MAX = 8_000
const BODY_BYTES_MAX = 256 * 1_024
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not reach a header
const CONTROL = /[\u0000-\u001f\u007f]+/g

/** Fills a call for one member, or says why it cannot be made. */
export function fillCall(held: Held, compiled: CompiledCall, scope: RenderScope): FilledCall {
  try {
    const url = addressOf(renderLiquid('url', compiled.url, scope))
    if (typeof url === 'string') return { ok: false, detail: url }
    const headers: Record<string, string> = {}
    for (const [name, templates] of compiled.headers) {
      const value = renderLiquid('text', templates, scope).replace(CONTROL, ' ').trim()
      if (/[^\u0020-\u00ff]/.test(value)) return { ok: false, detail: `The header ${name} holds a character that headers cannot carry.` }
      headers[name.toLowerCase()] = value
    }
    const body = compiled.body && renderLiquid(compiled.body.kind, compiled.body.templates, scope)
    const wrong = body === null ? null : problemOfBody(body, compiled.body?.kind === 'json')
    if (wrong !== null) return { ok: false, detail: wrong }
    if (body !== null) headers['content-type'] ??= 'application/json'
    headers['user-agent'] ??= 'Sojourn'
    const { method, timeoutSeconds } = compiled
    return { ok: true, request: { id: callId(held), method, url, headers, body, timeoutMs: timeoutSeconds * 1_000 } }
  } catch (error) {
    return { ok: false, detail: problemOf(error).detail }
  }
}

/** The address, or what is wrong with it. */
function addressOf(text: string): URL | string {
  if (text.length > URL_LENGTH_MAX) return `The address is longer than ${URL_LENGTH_MAX} characters.`
  if (!URL.canParse(text)) return 'The address is not a URL.'
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'The address begins with neither https:// nor http://.'
  if (url.username || url.password) return 'The address holds a user name or a password. Put them into a header.'
  return url
}

function problemOfBody(body: string, isJson: boolean): string | null {
  if (Buffer.byteLength(body) > BODY_BYTES_MAX) return `The body is larger than ${BODY_BYTES_MAX / 1_024} KiB.`
  if (!isJson) return null
  try {
    JSON.parse(body)
    return null
  } catch (error) {
    return `The body is not valid JSON: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** As the ledger shows it: without the query, which may hold a secret. */
export const shownAddress = ({ origin, pathname }: URL) => `${origin}${pathname}`.slice(0, 500)
