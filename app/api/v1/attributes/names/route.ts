import { listOf } from '#domain/api/common.ts'
import { eventPropertySchema } from '#domain/event/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { listAttributeNames } from '#server/member/listAttributeNames.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listAttributeNames',
      summary: 'Attributes that the newest members have, with types and examples.',
      tag: 'Users',
      response: listOf(eventPropertySchema),
      role: 'viewer',
    },
    ({ ctx }) => listAttributeNames(ctx),
  ),
})
