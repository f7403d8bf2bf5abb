import { z } from 'zod'
import { listOf, rowIdSchema } from '#domain/api/common.ts'
import { journeyProgressSchema } from '#domain/member/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { journeyPassageQuerySchema, journeyPassages } from '#server/member/journeyPassages.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listJourneyProgress',
      summary: "A journey's passages with their members, the newest first.",
      tag: 'Journeys',
      params: z.object({ id: rowIdSchema }),
      query: journeyPassageQuerySchema,
      response: listOf(journeyProgressSchema),
      role: 'viewer',
      refuses: ['notFound'],
    },
    ({ ctx, params, query }) => journeyPassages(ctx, { journeyId: params.id, ...query, status: query.status?.join(',') }),
  ),
})
