import { changeMemberSchema, memberBySchema, memberRefSchema, memberSchema } from '#domain/member/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { changeMember } from '#server/member/changeMember.ts'
import { getMember } from '#server/member/getMember.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'getUser',
      summary: 'A member: attributes, identities, consent.',
      tag: 'Users',
      params: memberRefSchema,
      query: memberBySchema,
      response: memberSchema,
      role: 'viewer',
      refuses: ['notFound'],
    },
    ({ ctx, params, query }) => getMember(ctx, { ...params, ...query }),
  ),
  PATCH: route(
    {
      operationId: 'changeUser',
      summary: 'Set attributes of a member; null removes.',
      description:
        'An unknown userId makes the member. The change is applied in its turn among the events of the member; the answer waits for that, and is 202 with the member as it was when it takes longer than three seconds.',
      tag: 'Users',
      params: memberRefSchema,
      query: memberBySchema,
      body: changeMemberSchema,
      response: memberSchema,
      role: 'editor',
      refuses: ['notFound'],
    },
    async ({ ctx, params, query, body, notYetDone }) => {
      const { member, isApplied } = await changeMember(ctx, { ...params, ...query, ...body })
      if (!isApplied) notYetDone()
      return member
    },
  ),
})
