import { createTemplateSchema, templateListSchema, templateSchema } from '#domain/message/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { listTemplates, templateListQuerySchema } from '#server/template/list.ts'
import { createTemplate } from '#server/template/save.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listTemplates',
      summary: 'The templates of the workspace, the last edited first.',
      tag: 'Templates',
      role: 'viewer',
      query: templateListQuerySchema,
      response: templateListSchema,
    },
    ({ ctx, query }) => listTemplates(ctx, query),
  ),
  POST: route(
    {
      operationId: 'createTemplate',
      summary: 'Create a template.',
      description: 'The key is what journeys name the template by; it never changes. A content that nothing could be sent from is refused.',
      tag: 'Templates',
      role: 'editor',
      body: createTemplateSchema,
      status: 201,
      response: templateSchema,
      refuses: ['conflict', 'unprocessable'],
    },
    ({ ctx, body }) => createTemplate(ctx, body),
  ),
})
