import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { explanationSchema } from '#domain/journey/explanation.ts'
import { resource, route } from '#server/api/route.ts'
import { explainJourney, explainQuerySchema } from '#server/journey/explain.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'explainJourney',
      summary: 'Why a member entered the journey or not, where they are, and why each message was sent or not.',
      tag: 'Journeys',
      params: z.object({ id: rowIdSchema }),
      query: explainQuerySchema,
      response: explanationSchema,
      role: 'viewer',
      refuses: ['notFound'],
    },
    ({ ctx, params, query }) => explainJourney(ctx, params.id, query),
  ),
})
