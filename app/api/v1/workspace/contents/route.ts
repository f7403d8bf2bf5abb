import { workspaceContentsSchema } from '#domain/workspace/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { workspaceContents } from '#server/workspace/remove.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    { operationId: 'getWorkspaceContents', summary: 'How much the workspace holds.', tag: 'Workspace', response: workspaceContentsSchema },
    async ({ ctx }) => workspaceContents(ctx),
  ),
})
