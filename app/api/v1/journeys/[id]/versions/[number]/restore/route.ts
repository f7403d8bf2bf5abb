import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { journeySchema, publishJourneySchema } from '#domain/journey/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { restoreVersion } from '#server/journey/publish.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: route(
    {
      operationId: 'restoreJourneyVersion',
      summary: 'Make the graph of an earlier version the draft and publish it, as a new version.',
      description: 'Name and settings stay. Refused like a publish. With If-Match, refused with 409 when the draft changed meanwhile.',
      tag: 'Journeys',
      role: 'editor',
      params: z.object({ id: rowIdSchema, number: rowIdSchema }),
      body: publishJourneySchema.optional(),
      response: journeySchema,
      refuses: ['conflict', 'unprocessable'],
    },
    async ({ ctx, params, ifMatch, body }) => restoreVersion(ctx, params.id, params.number, ifMatch, body?.members),
  ),
})
