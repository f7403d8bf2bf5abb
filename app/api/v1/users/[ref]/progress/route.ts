import { listOf } from '#domain/api/common.ts'
import { memberBySchema, memberRefSchema, progressSchema } from '#domain/member/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { listPassages, passageQuerySchema } from '#server/member/listPassages.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listUserProgress',
      summary: "A member's passages through journeys, the newest first.",
      tag: 'Users',
      params: memberRefSchema,
      query: passageQuerySchema.extend(memberBySchema.shape),
      response: listOf(progressSchema),
      role: 'viewer',
      refuses: ['notFound'],
    },
    ({ ctx, params, query }) => listPassages(ctx, { ...params, ...query, status: query.status?.join(',') }),
  ),
})
