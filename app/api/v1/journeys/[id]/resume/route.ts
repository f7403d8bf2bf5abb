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
      tag: 'Journeys',
      role: 'editor',
      params: z.object({ id: rowIdSchema }),
      body: resumeJourneySchema.optional(),
      response: journeySchema,
      refuses: ['conflict'],
    },
    async ({ ctx, params }) => resumeJourney(ctx, params.id),
  ),
})
