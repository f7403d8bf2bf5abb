import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { journeySchema, resumeJourneySchema } from '#domain/journey/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { resumeJourney } from '#server/journey/resume.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: route(
    {
      operationId: 'resumeJourney',
      summary: 'Let members enter and move again.',
      description:
        'Who was parked by the pause goes on at once, spread evenly over a time, or, when that is too long ago, is canceled with the reason `too_late`.',
      tag: 'Journeys',
      role: 'editor',
      params: z.object({ id: rowIdSchema }),
      body: resumeJourneySchema.optional(),
      response: journeySchema,
      refuses: ['conflict'],
    },
    async ({ ctx, params, body }) => resumeJourney(ctx, params.id, body?.catchUp),
  ),
})
