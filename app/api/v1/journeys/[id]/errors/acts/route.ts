import { z } from 'zod'
import { listOf, listQuerySchema, rowIdSchema } from '#domain/api/common.ts'
import { errorActSchema } from '#domain/journey/errors.ts'
import { resource, route } from '#server/api/route.ts'
import { listActs } from '#server/progress/actOnErrors.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listJourneyErrorActs',
      summary: 'What was done with passages in ERROR, the newest first, and how far each act is.',
      tag: 'Journeys',
      params: z.object({ id: rowIdSchema }),
      query: listQuerySchema,
      response: listOf(errorActSchema),
      role: 'viewer',
      refuses: ['notFound'],
    },
    ({ ctx, params, query }) => listActs(ctx, params.id, query),
  ),
})
