import { z } from 'zod'
import { listOf, listQuerySchema, rowIdSchema } from '#domain/api/common.ts'
import { runSchema } from '#domain/journey/initiation.ts'
import { resource, route } from '#server/api/route.ts'
import { listRuns } from '#server/journey/listRuns.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listJourneyRuns',
      summary: 'Runs of the journey for an audience, by call or by schedule, the newest first, and how far each is.',
      tag: 'Journeys',
      params: z.object({ id: rowIdSchema }),
      query: listQuerySchema,
      response: listOf(runSchema),
      role: 'viewer',
      refuses: ['notFound'],
    },
    ({ ctx, params, query }) => listRuns(ctx, params.id, query),
  ),
})
