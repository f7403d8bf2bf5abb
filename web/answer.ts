import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { problemOf } from '#server/api/problem.ts'

export type Answer = { status: number; headers?: OutgoingHttpHeaders; body?: string | Buffer }
/** A request as the listener's own routes see it: `path` has no query and no trailing slash, `ip` is the client's. */
export type Call = {
  request: IncomingMessage
  path: string
  query: string
  ip: string
  base: string
  requestId: string
}

export const json = (status: number, body: unknown, headers: OutgoingHttpHeaders = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})

/** An error as problem+json: an AppError as itself, anything else as 500 or, for a lost database, 503. */
export function problem(error: unknown, requestId: string, headers: OutgoingHttpHeaders = {}): Answer {
  const { status, headers: always, body } = problemOf(error, requestId)
  return { status, headers: { ...always, 'x-request-id': requestId, ...headers }, body: JSON.stringify(body) }
}

export function send(response: ServerResponse, { status, headers = {}, body }: Answer): void {
  if (response.headersSent || response.destroyed) return
  const length = body === undefined ? 0 : Buffer.byteLength(body)
  const always = { 'x-content-type-options': 'nosniff', ...headers }
  response.writeHead(status, status === 204 || status === 304 ? always : { ...always, 'content-length': length })
  response.end(body)
}
