import { patchWorkspaceSchema, workspaceSchema } from '#domain/workspace/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { getWorkspace } from '#server/workspace/get.ts'
import { updateWorkspace } from '#server/workspace/update.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    { operationId: 'getWorkspace', summary: 'The workspace and its settings.', tag: 'Workspace', response: workspaceSchema },
    async ({ ctx }) => getWorkspace(ctx),
  ),
  PATCH: route(
    {
      operationId: 'updateWorkspace',
      summary: 'Change name, zone or settings of the workspace.',
      tag: 'Workspace',
      role: 'admin',
      body: patchWorkspaceSchema,
      response: workspaceSchema,
    },
    async ({ ctx, body }) => updateWorkspace(ctx, body),
  ),
})
