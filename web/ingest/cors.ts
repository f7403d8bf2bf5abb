import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import type { Answer } from '#web/answer.ts'

const DAY_SECONDS = '86400'
const open: OutgoingHttpHeaders = { 'access-control-allow-origin': '*' }

/** A write key may be used from any page: it only lets events in, and no cookie is ever read here. */
export function corsOf({ headers }: IncomingMessage): OutgoingHttpHeaders {
  return headers.origin === undefined ? open : { 'access-control-allow-origin': headers.origin, vary: 'Origin' }
}

export const preflight = (request: IncomingMessage): Answer => ({
  status: 204,
  headers: {
    ...corsOf(request),
    'access-control-allow-methods': 'GET, POST, OPTIONS',
    'access-control-allow-headers': 'authorization, content-type, content-encoding, x-retry-count',
    'access-control-max-age': DAY_SECONDS,
  },
})
