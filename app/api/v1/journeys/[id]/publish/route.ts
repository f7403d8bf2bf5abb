import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { journeySchema } from '#domain/journey/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { publishJourney } from '#server/journey/publish.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: route(
    {
      operationId: 'publishJourney',
      summary: 'Make the draft the live version.',
      description:
        'Refused with 422 while the draft has problems, each listed. With If-Match, refused with 409 when the draft changed meanwhile. Members inside finish on their version.',
      tag: 'Journeys',
      role: 'editor',
      params: z.object({ id: rowIdSchema }),
      response: journeySchema,
      refuses: ['conflict', 'unprocessable'],
    },
    async ({ ctx, params, ifMatch }) => publishJourney(ctx, params.id, ifMatch),
  ),
})
