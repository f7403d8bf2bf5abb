import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { errorCountsSchema } from '#domain/journey/errors.ts'
import { resource, route } from '#server/api/route.ts'
import { countErrors } from '#server/progress/listErrors.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'countJourneyErrors',
      summary: 'How many passages are in ERROR, by node and reason.',
      tag: 'Journeys',
      params: z.object({ id: rowIdSchema }),
      response: errorCountsSchema,
      role: 'viewer',
      refuses: ['notFound'],
    },
    ({ ctx, params }) => countErrors(ctx, params.id),
  ),
})
