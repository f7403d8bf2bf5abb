import { sandboxListQuerySchema, sandboxListSchema } from '#domain/message/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { emptySandbox } from '#server/sandbox/empty.ts'
import { listSandbox } from '#server/sandbox/list.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listSandboxMessages',
      summary: 'What the sandbox took instead of sending it, newest first.',
      tag: 'Messages',
      role: 'viewer',
      query: sandboxListQuerySchema,
      response: sandboxListSchema,
    },
    ({ ctx, query }) => listSandbox(ctx, query),
  ),
  DELETE: route(
    { operationId: 'emptySandbox', summary: 'Delete every message of the sandbox inbox.', tag: 'Messages', role: 'editor' },
    ({ ctx }) => emptySandbox(ctx),
  ),
})
