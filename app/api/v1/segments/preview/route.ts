import { segmentPreviewRequestSchema, segmentPreviewSchema } from '#domain/segment/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { previewSegment } from '#server/segment/preview.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: route(
    {
      operationId: 'previewSegment',
      summary: 'How many members a condition holds for now, exactly, and the ten newest.',
      description: 'Stores nothing. Events that are accepted and not applied yet do not count.',
      tag: 'Segments',
      role: 'viewer',
      body: segmentPreviewRequestSchema,
      response: segmentPreviewSchema,
      refuses: ['unprocessable', 'unavailable'],
    },
    ({ ctx, body }) => previewSegment(ctx, body.condition),
  ),
})
