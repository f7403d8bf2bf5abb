import { listOf, listQuerySchema } from '#domain/api/common.ts'
import { auditEntrySchema } from '#domain/workspace/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { listAudit } from '#server/workspace/listAudit.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listAuditLog',
      summary: 'Who did what in the workspace, newest first.',
      tag: 'Operations',
      role: 'admin',
      query: listQuerySchema,
      response: listOf(auditEntrySchema),
    },
    async ({ ctx, query }) => listAudit(ctx, query),
  ),
})
