import { z } from 'zod'
import { templateKeySchema, templateVersionSchema } from '#domain/message/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { listTemplateVersions } from '#server/template/get.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listTemplateVersions',
      summary: 'What was saved of a template, the newest first, at most a hundred.',
      tag: 'Templates',
      role: 'viewer',
      params: z.object({ key: templateKeySchema }),
      response: z.object({ data: z.array(templateVersionSchema) }),
      refuses: ['notFound'],
    },
    async ({ ctx, params }) => ({ data: await listTemplateVersions(ctx, params.key) }),
  ),
})
