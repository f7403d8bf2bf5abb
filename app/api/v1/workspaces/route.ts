import { z } from 'zod'
import { createWorkspaceSchema, workspaceSchema } from '#domain/workspace/resource.ts'
import { operatorRoute, resource } from '#server/api/route.ts'
import { createWorkspace } from '#server/workspace/create.ts'
import { me, workspaceOfMeSchema } from '#server/workspace/me.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: operatorRoute(
    {
      operationId: 'listWorkspaces',
      summary: 'The workspaces you belong to.',
      tag: 'Workspace',
      response: z.object({ data: z.array(workspaceOfMeSchema) }),
    },
    async ({ operator }) => ({ data: (await me(operator)).workspaces }),
  ),
  POST: operatorRoute(
    {
      operationId: 'createWorkspace',
      summary: 'Create a workspace and own it.',
      tag: 'Workspace',
      body: createWorkspaceSchema,
      status: 201,
      response: workspaceSchema,
      refuses: ['conflict'],
    },
    async ({ operator, body }) => createWorkspace(operator, body),
  ),
})
