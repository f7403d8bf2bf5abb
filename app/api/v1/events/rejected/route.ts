import { listOf } from '#domain/api/common.ts'
import { rejectedEventSchema } from '#domain/event/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { listRejected, rejectedQuerySchema } from '#server/event/listRejected.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listRejectedEvents',
      summary: 'Items that were refused, with the reason and as they came.',
      tag: 'Events',
      query: rejectedQuerySchema,
      response: listOf(rejectedEventSchema),
      role: 'viewer',
    },
    ({ ctx, query }) => listRejected(ctx, query),
  ),
})
