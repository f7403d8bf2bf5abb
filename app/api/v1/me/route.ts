import { operatorRoute, resource } from '#server/api/route.ts'
import { me, meSchema } from '#server/workspace/me.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: operatorRoute(
    { operationId: 'getMe', summary: 'The signed-in operator and their workspaces.', tag: 'Workspace', response: meSchema },
    async ({ operator }) => me(operator),
  ),
})
