import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { endJourneySchema, journeySchema } from '#domain/journey/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { endJourney } from '#server/journey/end.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: route(
    {
      operationId: 'endJourney',
      summary: 'End a journey for good: members inside are canceled or drained.',
      tag: 'Journeys',
      role: 'editor',
      params: z.object({ id: rowIdSchema }),
      body: endJourneySchema.optional(),
      response: journeySchema,
      refuses: ['conflict'],
    },
    async ({ ctx, params, body }) => endJourney(ctx, params.id, body ?? { members: 'cancel' }),
  ),
})
