import { z } from 'zod'
import { listOf, listQuerySchema } from '#domain/api/common.ts'
import { memberListItemSchema } from '#domain/member/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { listMembers } from '#server/member/listMembers.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listUsers',
      summary: 'Members, the newest first.',
      description: 'With `q`: those whose userId or email begins with it, in that order.',
      tag: 'Users',
      query: listQuerySchema.extend({ q: z.string().max(200).optional() }),
      response: listOf(memberListItemSchema),
      role: 'viewer',
    },
    ({ ctx, query }) => listMembers(ctx, query),
  ),
})
