import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { journeySchema } from '#domain/journey/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { pauseJourney } from '#server/journey/pause.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: route(
    {
      operationId: 'pauseJourney',
      summary: 'Stop entry and movement.',
      tag: 'Journeys',
      role: 'editor',
      params: z.object({ id: rowIdSchema }),
      response: journeySchema,
      refuses: ['conflict'],
    },
    async ({ ctx, params }) => pauseJourney(ctx, params.id),
  ),
})
