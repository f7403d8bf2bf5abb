import { previewRequestSchema, previewSchema } from '#domain/message/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { previewTemplate } from '#server/template/preview.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: route(
    {
      operationId: 'previewTemplate',
      summary: 'Render a content for a member, or for a made-up one.',
      description: 'Stores, sends and counts nothing. What does not parse is in `errors`, names that render empty in `unknown`.',
      tag: 'Templates',
      role: 'viewer',
      body: previewRequestSchema,
      response: previewSchema,
      refuses: ['notFound'],
    },
    ({ ctx, body }) => previewTemplate(ctx, body),
  ),
})
