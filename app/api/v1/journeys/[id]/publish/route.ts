import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { journeySchema, publishJourneySchema } from '#domain/journey/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { publishJourney } from '#server/journey/publish.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: route(
    {
      operationId: 'publishJourney',
      summary: 'Make the draft the live version.',
      description:
        'Refused with 422 while the draft has problems, each listed. With If-Match, refused with 409 when the draft changed meanwhile. Members inside finish on their version, follow the new one, or are moved node by node; `GET …/moves` tells how far that is.',
      tag: 'Journeys',
      role: 'editor',
      params: z.object({ id: rowIdSchema }),
      body: publishJourneySchema.optional(),
      response: journeySchema,
      refuses: ['conflict', 'unprocessable'],
    },
    async ({ ctx, params, ifMatch, body }) => publishJourney(ctx, params.id, ifMatch, body?.members),
  ),
})
