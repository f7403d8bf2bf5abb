import { messageDetailSchema, messageIdSchema } from '#domain/message/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { getMessage } from '#server/message/getMessage.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'getMessage',
      summary: 'One message with everything that became of it.',
      tag: 'Messages',
      role: 'viewer',
      params: messageIdSchema,
      response: messageDetailSchema,
      refuses: ['notFound'],
    },
    ({ ctx, params }) => getMessage(ctx, params.id),
  ),
})
