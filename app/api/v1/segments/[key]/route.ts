import { z } from 'zod'
import { segmentContentSchema, segmentKeySchema, segmentSchema } from '#domain/segment/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { getSegment } from '#server/segment/get.ts'
import { removeSegment } from '#server/segment/remove.ts'
import { updateSegment } from '#server/segment/update.ts'

const params = z.object({ key: segmentKeySchema })

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'getSegment',
      summary: 'A segment with its member count.',
      tag: 'Segments',
      role: 'viewer',
      params,
      response: segmentSchema,
      refuses: ['notFound'],
    },
    async ({ ctx, params, headers }) => {
      const segment = await getSegment(ctx, params.key)
      headers.set('ETag', `"${segment.updatedAt}"`)
      return segment
    },
  ),
  PUT: route(
    {
      operationId: 'updateSegment',
      summary: 'Change a segment.',
      description:
        'With If-Match (the ETag, which is updatedAt) it is refused when somebody has changed it since. Another condition counts members anew.',
      tag: 'Segments',
      role: 'editor',
      params,
      body: segmentContentSchema,
      response: segmentSchema,
      refuses: ['notFound', 'conflict', 'unprocessable'],
    },
    ({ ctx, params, body, ifMatch }) => updateSegment(ctx, params.key, body, ifMatch),
  ),
  DELETE: route(
    {
      operationId: 'deleteSegment',
      summary: 'Take a segment away.',
      description: 'Refused while a live journey or another segment names it.',
      tag: 'Segments',
      role: 'editor',
      params,
      refuses: ['notFound', 'conflict'],
    },
    ({ ctx, params }) => removeSegment(ctx, params.key),
  ),
})
