import { z } from 'zod'
import { memberBySchema, memberRefSchema, memberSchema } from '#domain/member/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { tagMember } from '#server/member/tagMember.ts'

const spec = {
  tag: 'Users',
  params: memberRefSchema.extend({ tag: z.string().trim().min(1).max(100) }),
  query: memberBySchema,
  response: memberSchema,
  role: 'editor',
  refuses: ['notFound'],
} as const

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  PUT: route(
    { ...spec, operationId: 'addUserTag', summary: 'Put a tag on a member; one that is there stays.' },
    async ({ ctx, params: { ref, tag }, query, notYetDone }) => {
      const { member, isApplied } = await tagMember(ctx, { ref, ...query }, { add: [tag], remove: [] })
      if (!isApplied) notYetDone()
      return member
    },
  ),
  DELETE: route(
    { ...spec, operationId: 'removeUserTag', summary: 'Take a tag off a member.' },
    async ({ ctx, params: { ref, tag }, query, notYetDone }) => {
      const { member, isApplied } = await tagMember(ctx, { ref, ...query }, { add: [], remove: [tag] })
      if (!isApplied) notYetDone()
      return member
    },
  ),
})
