import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { journeyVersionSchema } from '#domain/journey/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { listVersions } from '#server/journey/versions.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listJourneyVersions',
      summary: 'The published versions, newest first; at most 200.',
      tag: 'Journeys',
      params: z.object({ id: rowIdSchema }),
      response: z.object({ data: z.array(journeyVersionSchema) }),
    },
    async ({ ctx, params }) => ({ data: await listVersions(ctx, params.id) }),
  ),
})
