import { messageListQuerySchema, messageListSchema } from '#domain/message/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { listMessages } from '#server/message/listMessages.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listMessages',
      summary: 'The ledger: every message journeys decided to send and what became of it, newest first.',
      tag: 'Messages',
      role: 'viewer',
      query: messageListQuerySchema,
      response: messageListSchema,
    },
    ({ ctx, query }) => listMessages(ctx, query),
  ),
})
