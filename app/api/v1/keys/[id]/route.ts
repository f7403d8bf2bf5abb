import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { resource, route } from '#server/api/route.ts'
import { revokeKey } from '#server/workspace/revokeKey.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  DELETE: route(
    {
      operationId: 'revokeKey',
      summary: 'Revoke a key, at once and for good.',
      tag: 'Workspace',
      role: 'admin',
      params: z.object({ id: rowIdSchema }),
    },
    async ({ ctx, params }) => revokeKey(ctx, params.id),
  ),
})
