import { listOf } from '#domain/api/common.ts'
import { memberBySchema, memberRefSchema, timelineItemSchema } from '#domain/member/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { timeline, timelineQuerySchema } from '#server/member/timeline.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listUserTimeline',
      summary: 'What happened to a member, under whatever name it was known, the newest first.',
      tag: 'Users',
      params: memberRefSchema,
      query: timelineQuerySchema.extend(memberBySchema.shape),
      response: listOf(timelineItemSchema),
      role: 'viewer',
      refuses: ['notFound'],
    },
    ({ ctx, params, query }) => timeline(ctx, { ...params, ...query, kinds: query.kinds?.join(',') }),
  ),
})
