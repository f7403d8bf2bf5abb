import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { publishJourneySchema, publishPreviewSchema } from '#domain/journey/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { previewPublish } from '#server/journey/previewPublish.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: route(
    {
      operationId: 'previewPublishJourney',
      summary: 'Who is inside, by version and node, and what publishing the draft would make of them.',
      tag: 'Journeys',
      role: 'viewer',
      params: z.object({ id: rowIdSchema }),
      body: publishJourneySchema.optional(),
      response: publishPreviewSchema,
    },
    async ({ ctx, params, body }) => previewPublish(ctx, params.id, body?.members ?? { policy: 'finish' }),
  ),
})
