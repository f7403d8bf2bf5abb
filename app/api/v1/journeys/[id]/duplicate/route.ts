import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { journeyNameSchema } from '#domain/journey/document.ts'
import { journeySchema } from '#domain/journey/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { duplicateJourney } from '#server/journey/duplicate.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: route(
    {
      operationId: 'duplicateJourney',
      summary: 'Create a journey with the draft of another.',
      tag: 'Journeys',
      role: 'editor',
      params: z.object({ id: rowIdSchema }),
      body: z.strictObject({ name: journeyNameSchema.optional() }).optional(),
      status: 201,
      response: journeySchema,
    },
    async ({ ctx, params, body }) => duplicateJourney(ctx, params.id, body?.name),
  ),
})
