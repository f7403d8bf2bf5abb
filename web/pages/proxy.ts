import { Agent, request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream'
import { send } from '#web/answer.ts'
import type { Origin } from '#web/forwarded.ts'
import { pagesDown } from './down.ts'
import { securityHeaders } from './securityHeaders.ts'

/** RFC 9110, 7.6.1: for one connection only, and not for the one behind. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'proxy-connection',
]
/** What a stranger must not tell Next about itself or about us. */
const NOT_FROM_OUTSIDE = [
  'forwarded',
  'x-real-ip',
  'x-forwarded-port',
  'x-middleware-subrequest',
  'x-middleware-rewrite',
  'x-middleware-next',
  'x-matched-path',
  'x-invoke-path',
]

/** Keep-alive connections to Next: kept shorter than Next does. */
export const createAgent = () => new Agent({ keepAlive: true, maxSockets: 256, maxFreeSockets: 64, timeout: 60_000 })

function inward({ headers, url = '/' }: IncomingMessage, { ip, host, protocol }: Origin, requestId: string): OutgoingHttpHeaders {
  const named = (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase())
  const kept: OutgoingHttpHeaders = { ...headers }
  for (const name of [...HOP_BY_HOP, ...NOT_FROM_OUTSIDE, ...named]) delete kept[name]
  return {
    ...kept,
    host,
    'x-forwarded-for': ip,
    'x-forwarded-host': host,
    'x-forwarded-proto': protocol,
    'x-request-id': requestId,
    // Where a page that needs a sign-in comes back to.
    'x-path': url,
  }
}

export type Passage = { origin: Origin; requestId: string; socket: string; agent: Agent; isDevelopment: boolean }

/** Hands a request to Next and streams the answer back. While Next is down: 502 as problem+json. */
export function pass(
  request: IncomingMessage,
  response: ServerResponse,
  { origin, requestId, socket, agent, isDevelopment }: Passage,
): void {
  const headers = inward(request, origin, requestId)
  const behind = httpRequest({ socketPath: socket, agent, method: request.method, path: request.url, headers }, (answer) => {
    const kept: OutgoingHttpHeaders = { ...securityHeaders(origin.protocol, isDevelopment), 'x-request-id': requestId, ...answer.headers }
    for (const name of HOP_BY_HOP) delete kept[name]
    response.writeHead(answer.statusCode ?? 502, kept)
    pipeline(answer, response, () => {})
  })
  behind.on('error', () => (response.headersSent ? response.destroy() : send(response, pagesDown(request, requestId))))
  response.on('close', () => behind.destroy())
  pipeline(request, behind, () => {})
}

/** A WebSocket: the development server's hot reload. Bytes go both ways unseen. */
export function passUpgrade(request: IncomingMessage, client: Duplex, head: Buffer, { origin, requestId, socket }: Passage): void {
  const behind = connect(socket, () => {
    const headers = { ...inward(request, origin, requestId), connection: 'Upgrade', upgrade: request.headers.upgrade }
    const lines = Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : (Array.isArray(value) ? value : [String(value)]).map((one) => `${name}: ${one}`),
    )
    behind.write(`${request.method} ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
    behind.write(head)
    behind.pipe(client)
    client.pipe(behind)
  })
  behind.on('error', () => client.destroy())
  client.on('error', () => behind.destroy())
  client.on('close', () => behind.destroy())
}
