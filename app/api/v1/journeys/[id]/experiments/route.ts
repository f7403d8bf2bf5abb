import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { experimentSchema } from '#domain/experiment/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { listExperiments } from '#server/experiment/list.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listJourneyExperiments',
      summary: 'The experiments of the live version: each arm with its members, its rate and what the test says.',
      tag: 'Journeys',
      params: z.object({ id: rowIdSchema }),
      response: z.object({ data: z.array(experimentSchema) }),
      role: 'viewer',
      refuses: ['notFound', 'unavailable'],
    },
    async ({ ctx, params }) => ({ data: await listExperiments(ctx, params.id) }),
  ),
})
