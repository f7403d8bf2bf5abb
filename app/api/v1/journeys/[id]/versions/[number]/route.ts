import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { journeyVersionSchema } from '#domain/journey/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { getVersion } from '#server/journey/versions.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'getJourneyVersion',
      summary: 'One published version.',
      tag: 'Journeys',
      params: z.object({ id: rowIdSchema, number: rowIdSchema }),
      response: journeyVersionSchema,
    },
    async ({ ctx, params }) => getVersion(ctx, params.id, params.number),
  ),
})
