import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { changeRoleSchema } from '#domain/workspace/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { changeRole } from '#server/workspace/changeRole.ts'
import { removePerson } from '#server/workspace/removePerson.ts'

const params = z.object({ id: rowIdSchema })

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  PATCH: route(
    {
      operationId: 'changeRole',
      summary: 'Give somebody another role.',
      tag: 'Workspace',
      role: 'admin',
      params,
      body: changeRoleSchema,
      refuses: ['conflict'],
    },
    async ({ ctx, params, body }) => changeRole(ctx, params.id, body.role),
  ),
  DELETE: route(
    {
      operationId: 'removePerson',
      summary: 'Take somebody out of the workspace, or leave it.',
      tag: 'Workspace',
      params,
      refuses: ['conflict'],
    },
    async ({ ctx, params }) => removePerson(ctx, params.id),
  ),
})
