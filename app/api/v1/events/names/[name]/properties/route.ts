import { z } from 'zod'
import { listOf } from '#domain/api/common.ts'
import { eventPropertySchema } from '#domain/event/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { listEventProperties } from '#server/event/listEventProperties.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listEventProperties',
      summary: 'Properties that the newest events of a name carried, with types and examples.',
      tag: 'Events',
      params: z.object({ name: z.string().min(1).max(255) }),
      response: listOf(eventPropertySchema),
      role: 'viewer',
    },
    ({ ctx, params }) => listEventProperties(ctx, params),
  ),
})
