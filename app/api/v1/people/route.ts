import { z } from 'zod'
import { invitationSchema, inviteSchema, personSchema } from '#domain/workspace/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { invitePerson } from '#server/workspace/invitePerson.ts'
import { listPeople } from '#server/workspace/listPeople.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listPeople',
      summary: 'Who belongs to the workspace.',
      tag: 'Workspace',
      response: z.object({ data: z.array(personSchema) }),
    },
    async ({ ctx }) => ({ data: await listPeople(ctx) }),
  ),
  POST: route(
    {
      operationId: 'invitePerson',
      summary: 'Invite somebody: the answer holds a link that works once.',
      tag: 'Workspace',
      role: 'admin',
      body: inviteSchema,
      status: 201,
      response: invitationSchema,
      secretAnswer: true,
      refuses: ['conflict'],
    },
    async ({ ctx, body }) => invitePerson(ctx, body),
  ),
})
