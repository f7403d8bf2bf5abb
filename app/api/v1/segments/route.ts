import { createSegmentSchema, segmentListSchema, segmentSchema } from '#domain/segment/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { createSegment } from '#server/segment/create.ts'
import { listSegments, segmentListQuerySchema } from '#server/segment/list.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listSegments',
      summary: 'The segments of the workspace with their member counts, the last changed first.',
      tag: 'Segments',
      role: 'viewer',
      query: segmentListQuerySchema,
      response: segmentListSchema,
    },
    ({ ctx, query }) => listSegments(ctx, query),
  ),
  POST: route(
    {
      operationId: 'createSegment',
      summary: 'Create a segment.',
      description: 'The key is what conditions and triggers name it by; it never changes. Members are counted in the background.',
      tag: 'Segments',
      role: 'editor',
      body: createSegmentSchema,
      status: 201,
      response: segmentSchema,
      refuses: ['conflict', 'unprocessable'],
    },
    ({ ctx, body }) => createSegment(ctx, body),
  ),
})
