import { z } from 'zod'
import { listOf, listQuerySchema } from '#domain/api/common.ts'
import { memberListItemSchema } from '#domain/member/resource.ts'
import { segmentKeySchema } from '#domain/segment/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { listSegmentMembers } from '#server/segment/members.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listSegmentMembers',
      summary: 'Who is in a segment now, the newest member first.',
      tag: 'Segments',
      role: 'viewer',
      params: z.object({ key: segmentKeySchema }),
      query: listQuerySchema,
      response: listOf(memberListItemSchema),
      refuses: ['notFound'],
    },
    ({ ctx, params, query }) => listSegmentMembers(ctx, params.key, query),
  ),
})
