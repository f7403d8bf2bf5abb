import { listOf, listQuerySchema } from '#domain/api/common.ts'
import { memberBySchema, memberRefSchema } from '#domain/member/resource.ts'
import { messageSchema } from '#domain/message/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { listMemberMessages } from '#server/member/listMemberMessages.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listUserMessages',
      summary: 'What was to be sent to a member, and what became of it, the newest first.',
      tag: 'Users',
      params: memberRefSchema,
      query: listQuerySchema.extend(memberBySchema.shape),
      response: listOf(messageSchema),
      role: 'viewer',
      refuses: ['notFound'],
    },
    ({ ctx, params, query }) => listMemberMessages(ctx, { ...params, ...query }),
  ),
})
