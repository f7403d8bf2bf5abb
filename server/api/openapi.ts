import { z } from 'zod'
import { createDocument, type ZodOpenApiObject, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi'
import { problemSchema } from '#domain/api/common.ts'
import { type Refusal, refusals } from '#server/errors.ts'
import { type Access, type Method, methods, type Operation, type Spec, tags } from './operation.ts'
import type { RouteHandler } from './route.ts'
import { WORKSPACE_HEADER } from './session.ts'

/** Path under /api/v1, in OpenAPI's spelling, to what its route file exports. */
export type Registry = Record<string, Partial<Record<Method, RouteHandler>>>

const problem = (description: string) => ({ description, content: { 'application/problem+json': { schema: problemSchema } } })

const sentences: Record<Refusal, string> = {
  invalid: 'The request is not valid: `errors` names each field at fault.',
  unauthenticated: 'No session and no known key.',
  forbidden: 'The role does not reach, or the key is of the wrong scope.',
  notFound: 'There is no such thing in this workspace.',
  methodNotAllowed: 'This method is not possible here.',
  conflict: 'The thing changed meanwhile, or is in a state that does not allow this.',
  tooLarge: 'The body is larger than 1 MB.',
  unsupported: 'The body is not JSON.',
  unprocessable: 'Understood, and cannot be done: `detail` says what to change.',
  preconditionRequired: 'If-Match is missing.',
  tooMany: 'Too much at once: wait as long as Retry-After says.',
  unavailable: 'The database cannot be reached.',
}

/** What any operation of this kind may refuse with, beyond what its spec adds. */
function refusalsOf(spec: Spec, access: Access): Refusal[] {
  const could: (Refusal | false | undefined)[] = [
    'invalid',
    access !== 'public' && 'unauthenticated',
    access !== 'public' && 'forbidden',
    (access === 'workspace' || spec.params) && 'notFound',
    spec.body && 'tooLarge',
    spec.ifMatch && 'preconditionRequired',
    spec.ifMatch && 'conflict',
    ...(spec.refuses ?? []),
  ]
  return [...new Set(could.filter((refusal) => refusal !== false && refusal !== undefined))]
}

function responses({ spec, access }: Operation): ZodOpenApiResponsesObject {
  const success = spec.response
    ? { description: spec.summary, content: { 'application/json': { schema: spec.response } } }
    : { description: `${spec.summary} Done; no content.` }
  const refused = refusalsOf(spec, access).map((refusal) => [refusals[refusal], problem(sentences[refusal])])
  return { [spec.response ? (spec.status ?? 200) : (spec.status ?? 204)]: success, ...Object.fromEntries(refused) }
}

const workspaceHeader = z
  .string()
  .optional()
  .meta({ description: 'Slug of the workspace. Needed with a session; a server key brings its own.' })
const idempotencyHeader = z
  .string()
  .max(255)
  .optional()
  .meta({ description: 'Any text. A repeat with the same key and body is answered from memory for 72 hours.' })
const ifMatchHeader = z.string().meta({ description: 'The etag last read.' })

function headersOf({ spec, access }: Operation, method: Method) {
  return z.object({
    ...(access === 'workspace' ? { [WORKSPACE_HEADER]: workspaceHeader } : {}),
    ...(access === 'workspace' && method === 'POST' ? { 'Idempotency-Key': idempotencyHeader } : {}),
    ...(spec.ifMatch ? { 'If-Match': ifMatchHeader } : {}),
  })
}

const security: Record<Access, ZodOpenApiOperationObject['security']> = {
  workspace: [{ serverKey: [] }, { session: [] }],
  operator: [{ session: [] }],
  public: [],
}

function describe(operation: Operation, method: Method): ZodOpenApiOperationObject {
  const { spec, access } = operation
  return {
    operationId: spec.operationId,
    summary: spec.summary,
    ...(spec.description || spec.role
      ? { description: [spec.description, spec.role && `Needs the role ${spec.role}.`].filter(Boolean).join('\n\n') }
      : {}),
    tags: [spec.tag],
    security: security[access],
    requestParams: {
      ...(spec.params ? { path: spec.params } : {}),
      ...(spec.query ? { query: spec.query } : {}),
      header: headersOf(operation, method),
    },
    ...(spec.body ? { requestBody: { required: true, content: { 'application/json': { schema: spec.body } } } } : {}),
    responses: responses(operation),
  }
}

/** The OpenAPI 3.1 document of every operation in the registry. */
export function openApiDocument(registry: Registry, serverUrl: string) {
  const paths: NonNullable<ZodOpenApiObject['paths']> = {}
  for (const [path, handlers] of Object.entries(registry)) {
    const item: Record<string, ZodOpenApiOperationObject> = {}
    for (const method of methods) {
      const operation = handlers[method]?.operation
      if (operation) item[method.toLowerCase()] = describe(operation, method)
    }
    paths[path] = item
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Sojourn',
      version: '1',
      description: 'Journeys, members, messages and reports of one Sojourn installation.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: serverUrl }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        serverKey: { type: 'http', scheme: 'bearer', description: 'A server key (sjs_...) of one workspace.' },
        session: { type: 'apiKey', in: 'cookie', name: 'sojourn.session', description: 'The session of a signed-in operator.' },
      },
    },
  })
}
