import { publicRoute, resource } from '#server/api/route.ts'
import { optionalOperatorOf } from '#server/api/session.ts'
import { acceptedSchema, acceptInvitation, acceptInvitationSchema } from '#server/workspace/acceptInvitation.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: publicRoute(
    {
      operationId: 'acceptInvitation',
      summary: 'Join a workspace, with the token of an invitation.',
      tag: 'Workspace',
      body: acceptInvitationSchema,
      response: acceptedSchema,
      refuses: ['notFound', 'conflict', 'unauthenticated'],
    },
    async ({ request, body }) => acceptInvitation(await optionalOperatorOf(request), body),
  ),
})
