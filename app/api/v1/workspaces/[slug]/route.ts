import { z } from 'zod'
import { operatorRoute, resource } from '#server/api/route.ts'
import { removeWorkspace } from '#server/workspace/remove.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  DELETE: operatorRoute(
    {
      operationId: 'deleteWorkspace',
      summary: 'Delete a workspace with everything in it.',
      description: 'Needs the role owner. It is gone for everybody at once; a large one loses its rows in the background.',
      tag: 'Workspace',
      params: z.object({ slug: z.string().max(60) }),
    },
    async ({ operator, params }) => removeWorkspace(operator, params.slug),
  ),
})
