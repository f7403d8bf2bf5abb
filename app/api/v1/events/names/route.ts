import { listOf } from '#domain/api/common.ts'
import { eventNameSchema } from '#domain/event/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { eventNamesQuerySchema, listEventNames } from '#server/event/listEventNames.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listEventNames',
      summary: 'Names of events that came, with how often and when last.',
      tag: 'Events',
      query: eventNamesQuerySchema,
      response: listOf(eventNameSchema),
      role: 'viewer',
    },
    ({ ctx, query }) => listEventNames(ctx, query),
  ),
})
