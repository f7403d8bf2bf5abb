import { z } from 'zod'
import { listOf, rowIdSchema } from '#domain/api/common.ts'
import { errorQuerySchema, errorSchema } from '#domain/journey/errors.ts'
import { resource, route } from '#server/api/route.ts'
import { listErrors } from '#server/progress/listErrors.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listJourneyErrors',
      summary: 'Passages in ERROR, with reason, node and member.',
      tag: 'Journeys',
      params: z.object({ id: rowIdSchema }),
      query: errorQuerySchema,
      response: listOf(errorSchema),
      role: 'viewer',
      refuses: ['notFound'],
    },
    ({ ctx, params, query }) => listErrors(ctx, params.id, query),
  ),
})
