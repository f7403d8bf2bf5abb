import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { AppError } from '#server/errors.ts'
import { logOf } from '#server/log.ts'
import type { Tracking } from '#server/message/tracking/track.ts'
import { type Answer, type Call, json, problem, send } from './answer.ts'
import { originOf } from './forwarded.ts'
import { corsOf, preflight } from './ingest/cors.ts'
import { endpointOf, settingsKeyOf } from './ingest/paths.ts'
import { type Ingestion, receive } from './ingest/receive.ts'
import { clientSettings } from './ingest/settings.ts'
import type { Metrics } from './metrics.ts'
import type { Pages } from './pages/child.ts'
import { createAgent, pass, passUpgrade } from './pages/proxy.ts'
import { track } from './tracking.ts'

export type Listening = {
  ingestion: Ingestion
  metrics: Metrics
  ready: () => Promise<Answer>
  /** Absent: only what the listener answers itself. */
  pages?: Pages
  tracking?: Tracking['track']
  trustedHops: number
  isDevelopment: boolean
}

/** Slow senders are cut off: headers within 15 s, a whole request within 60 s, nothing heard for 120 s. */
const TIMEOUTS_MS = { headers: 15_000, request: 60_000, idle: 120_000, keepAlive: 65_000 }

/**
 * The one HTTP server in front. It answers the tracking API, receivers' links, health and metrics itself, and passes
 * everything else to Next. Ingest paths are never redirected: clients would lose their events.
 */
export function createListener(listening: Listening): Server {
  const { pages, trustedHops, isDevelopment } = listening
  const agent = createAgent()

  const respond = (request: IncomingMessage, response: ServerResponse) => {
    const url = request.url ?? '/'
    const mark = url.indexOf('?')
    const path = trimmed(mark < 0 ? url : url.slice(0, mark))
    const own = ownRoute(path, request, listening)
    if (own) return void answerSelf(own, request, response, path, mark < 0 ? '' : url.slice(mark + 1))
    if (path === '/v1' || path.startsWith('/v1/')) return send(response, problem(noSuchPath(path), randomUUID(), corsOf(request)))
    if (!pages) return send(response, problem(noSuchPath(path), randomUUID()))
    const origin = originOf(request, trustedHops)
    pass(request, response, { origin, requestId: randomUUID(), socket: pages.socket, agent, isDevelopment })
  }

  const answerSelf = async (route: Route, request: IncomingMessage, response: ServerResponse, path: string, query: string) => {
    const requestId = randomUUID()
    try {
      const { ip, host, protocol } = originOf(request, trustedHops)
      const answer = await route({ request, path, query, ip, base: `${protocol}://${host}`, requestId })
      // What is left of a body that was refused must not be read as the next request.
      if (!request.complete) response.setHeader('connection', 'close')
      send(response, answer)
    } catch (error) {
      logOf('web').error({ err: error, path, requestId }, 'a request failed')
      send(response, problem(error, requestId))
    }
  }

  const server = createServer(
    {
      headersTimeout: TIMEOUTS_MS.headers,
      requestTimeout: TIMEOUTS_MS.request,
      keepAliveTimeout: TIMEOUTS_MS.keepAlive,
      maxHeaderSize: 16_384,
    },
    respond,
  )
  server.setTimeout(TIMEOUTS_MS.idle)
  server.maxRequestsPerSocket = 0
  server.on('upgrade', (request: IncomingMessage, socket, head: Buffer) => {
    if (!pages || !isDevelopment) return socket.destroy()
    passUpgrade(request, socket, head, {
      origin: originOf(request, trustedHops),
      requestId: randomUUID(),
      socket: pages.socket,
      agent,
      isDevelopment,
    })
  })
  server.on('close', () => agent.destroy())
  return server
}

type Route = (call: Call) => Promise<Answer> | Answer

function ownRoute(path: string, request: IncomingMessage, { ingestion, metrics, ready, tracking }: Listening): Route | undefined {
  const method = request.method ?? 'GET'
  const endpoint = endpointOf(path)
  if (endpoint) {
    if (method === 'OPTIONS') return () => preflight(request)
    if (method !== 'POST') return ({ requestId }) => problem(wrongMethod('POST'), requestId, { ...corsOf(request), allow: 'POST, OPTIONS' })
    return async (call) => {
      const answer = await receive(call, endpoint, ingestion)
      metrics.countRequest(answer.status)
      return answer
    }
  }
  const settingsKey = settingsKeyOf(path)
  if (settingsKey !== undefined) {
    if (method === 'OPTIONS') return () => preflight(request)
    return (call) => clientSettings(call, settingsKey, ingestion.keyring).catch((error) => problem(error, call.requestId, corsOf(request)))
  }
  if (tracking && (path.startsWith('/t/') || (path.startsWith('/u/') && method === 'POST'))) return (call) => track(call, tracking)
  if (path === '/healthz') return () => json(200, { status: 'ok' }, { 'cache-control': 'no-store' })
  if (path === '/readyz') return ready
  if (path === '/metrics') return metrics.answer
  return undefined
}

/** Clients differ in whether they end a path with a slash. */
const trimmed = (path: string) => (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path)

const noSuchPath = (path: string) => new AppError('notFound', 'path', `There is nothing at ${path.slice(0, 200)}.`)
const wrongMethod = (method: string) => new AppError('methodNotAllowed', 'method', `This address takes ${method} only.`)
