import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { addressOf } from '#server/auth/address.ts'
import type { CurrentOperator } from '#server/auth/currentOperator.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { env } from '#server/env.ts'
import { AppError } from '#server/errors.ts'
import { log } from '#server/log.ts'
import { type Answer, once } from './idempotency.ts'
import { readJson } from './json.ts'
import { type Access, type Method, methods, type Operation, type Spec } from './operation.ts'
import { NEVER_STORED, problemResponse } from './problem.ts'
import { operatorOf, workspaceContextOf } from './session.ts'

type Empty = z.ZodObject<Record<never, never>>
type Nothing = z.ZodUndefined

/** What a handler gets besides who is calling. `headers` are the answer's: add to them. */
export type Parsed<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> = {
  params: z.output<P>
  query: z.output<Q>
  body: z.output<B>
  /** The draft's etag the caller read, for operations with `ifMatch`; '*' means whichever. */
  ifMatch: string
  request: Request
  headers: Headers
  address: string
  /** Answers 202 instead: taken, not done yet. */
  notYetDone: () => void
}
type Handler<Who, P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, R extends z.ZodType> = (
  input: Who & Parsed<P, Q, B>,
) => Promise<R extends Nothing ? void : z.output<R>>

type NextContext = { params: Promise<Record<string, string | string[] | undefined>> }
export type RouteHandler = ((request: Request, context: NextContext) => Promise<Response>) & { operation?: Operation }

type Incoming = Parsed<z.ZodObject, z.ZodObject, z.ZodType> & {
  isNotYetDone: () => boolean
  requestId: string
  rawParams: Record<string, string>
}
type Run = (incoming: Incoming, operation: Operation, readBody: () => Promise<unknown>) => Promise<Answer & { replayed?: boolean }>

/**
 * A route handler in a workspace, for operators (session cookie and `Sojourn-Workspace: <slug>`) and server keys (Bearer).
 * Parses params, query and body with the spec's schemas, refuses in problem+json, and describes itself to OpenAPI.
 */
export function route<
  P extends z.ZodObject = Empty,
  Q extends z.ZodObject = Empty,
  B extends z.ZodType = Nothing,
  R extends z.ZodType = Nothing,
>(spec: Spec<P, Q, B, R>, handler: Handler<{ ctx: Ctx }, P, Q, B, R>): RouteHandler {
  return adapt(spec, 'workspace', async (incoming, operation, readBody) => {
    const ctx = await workspaceContextOf(incoming.request, incoming.requestId)
    if (spec.role) authorise(ctx, spec.role)
    const { request } = incoming
    const raw = await readBody()
    const work = async () => answer(spec, await handler({ ...parse(spec, incoming, raw), ctx }))
    if (request.method !== 'POST') return work()
    const address = `${operation.spec.operationId} ${JSON.stringify(incoming.rawParams)}`
    return once(ctx, request.headers.get('idempotency-key'), address, raw, !spec.secretAnswer, work)
  })
}

/** A route handler for a signed-in operator, in no particular workspace. Server keys are refused. */
export function operatorRoute<
  P extends z.ZodObject = Empty,
  Q extends z.ZodObject = Empty,
  B extends z.ZodType = Nothing,
  R extends z.ZodType = Nothing,
>(spec: Spec<P, Q, B, R>, handler: Handler<{ operator: CurrentOperator; requestId: string }, P, Q, B, R>): RouteHandler {
  return adapt(spec, 'operator', async (incoming, _operation, readBody) => {
    const operator = await operatorOf(incoming.request)
    return answer(spec, await handler({ ...parse(spec, incoming, await readBody()), operator, requestId: incoming.requestId }))
  })
}

/** A route handler for anybody. */
export function publicRoute<
  P extends z.ZodObject = Empty,
  Q extends z.ZodObject = Empty,
  B extends z.ZodType = Nothing,
  R extends z.ZodType = Nothing,
>(spec: Spec<P, Q, B, R>, handler: Handler<{ requestId: string }, P, Q, B, R>): RouteHandler {
  return adapt(spec, 'public', async (incoming, _operation, readBody) =>
    answer(spec, await handler({ ...parse(spec, incoming, await readBody()), requestId: incoming.requestId })),
  )
}

/** The exports of a route file: the handlers given, and for every other method a 405 that names the allowed ones. */
export function resource(handlers: Partial<Record<Method, RouteHandler>>): Record<Method, RouteHandler> {
  const allowed = methods.filter((method) => handlers[method])
  const refuse: RouteHandler = async (request) => {
    const error = new AppError(
      'methodNotAllowed',
      'method',
      `${request.method} is not possible here. Possible: ${allowed.join(', ') || 'nothing'}.`,
    )
    const response = problemResponse(error, requestIdOf(request))
    response.headers.set('Allow', allowed.join(', '))
    return response
  }
  const of = (method: Method) => handlers[method] ?? refuse
  return { GET: of('GET'), POST: of('POST'), PUT: of('PUT'), PATCH: of('PATCH'), DELETE: of('DELETE') }
}

function adapt<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, R extends z.ZodType>(
  spec: Spec<P, Q, B, R>,
  access: Access,
  run: Run,
): RouteHandler {
  const operation: Operation = { spec, access }
  const respond = async (request: Request, context: NextContext) => {
    const requestId = requestIdOf(request)
    try {
      const rawParams = await textParams(context)
      const headers = new Headers({ ...NEVER_STORED, 'X-Request-Id': requestId })
      const incoming = {
        ...unparsed(request),
        requestId,
        rawParams,
        request,
        headers,
        ifMatch: '*',
        address: addressOf(request.headers),
      }
      const { status: done, body, replayed } = await run(incoming, operation, () => readJson(request, spec.bodyBytesMax))
      const status = incoming.isNotYetDone() ? 202 : done
      if (replayed) headers.set('Idempotent-Replayed', 'true')
      return status === 204 ? new Response(null, { status, headers }) : Response.json(body, { status, headers })
    } catch (error) {
      return refused(error, request, requestId)
    }
  }
  return Object.assign(respond, { operation })
}

function refused(error: unknown, request: Request, requestId: string): Response {
  const response = problemResponse(error, requestId)
  if (response.status >= 500)
    log().error({ err: error, requestId, method: request.method, path: new URL(request.url).pathname }, 'a request failed')
  return response
}

function unparsed(request: Request) {
  let isLater = false
  const notYetDone = () => {
    isLater = true
  }
  return {
    params: {},
    query: Object.fromEntries(new URL(request.url).searchParams),
    body: undefined,
    notYetDone,
    isNotYetDone: () => isLater,
  }
}

function parse<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, R extends z.ZodType>(
  spec: Spec<P, Q, B, R>,
  incoming: Incoming,
  body: unknown,
): Parsed<P, Q, B> {
  const { request, headers, address, notYetDone } = incoming
  const params = (spec.params ?? z.object({})).safeParse(incoming.rawParams)
  if (!params.success) throw new AppError('notFound', 'address', 'There is nothing at this address.')
  return {
    params: params.data as z.output<P>,
    query: (spec.query ?? z.object({})).parse(incoming.query) as z.output<Q>,
    body: (spec.body ?? z.unknown()).parse(body) as z.output<B>,
    ifMatch: ifMatchOf(spec, request),
    request,
    headers,
    address,
    notYetDone,
  }
}

function answer(spec: Spec, body: unknown): Answer {
  if (!spec.response) return { status: spec.status ?? 204, body: undefined }
  // A drift between schema and answer is a bug: found in development and tests, not paid for in production.
  if (env().NODE_ENV !== 'production') spec.response.parse(body)
  return { status: spec.status ?? 200, body }
}

/** Next.js has decoded them. */
async function textParams(context: NextContext): Promise<Record<string, string>> {
  const params = (await context.params) ?? {}
  return Object.fromEntries(Object.entries(params).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
}

function ifMatchOf(spec: Spec, request: Request): string {
  const header = request.headers.get('if-match')?.trim()
  if (header) return header.replace(/^W\//, '').replace(/^"(.*)"$/, '$1')
  if (spec.ifMatch)
    throw new AppError(
      'preconditionRequired',
      'if_match',
      'Send If-Match with the etag you last read, so that nobody overwrites somebody else.',
    )
  return '*'
}

const REQUEST_ID = /^[A-Za-z0-9_-]{1,64}$/
function requestIdOf(request: Request): string {
  const given = request.headers.get('x-request-id')
  return given && REQUEST_ID.test(given) ? given : randomUUID()
}
