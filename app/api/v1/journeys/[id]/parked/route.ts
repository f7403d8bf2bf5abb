import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { parkedSchema } from '#domain/journey/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { parkedPassages } from '#server/journey/parked.ts'

const SECONDS_MAX = 315_360_000

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'countParkedPassages',
      summary: 'How many members a resume would set going.',
      tag: 'Journeys',
      params: z.object({ id: rowIdSchema }),
      query: z.object({ olderThanSeconds: z.coerce.number().int().min(0).max(SECONDS_MAX).optional() }),
      response: parkedSchema,
    },
    async ({ ctx, params, query }) => parkedPassages(ctx, params.id, query.olderThanSeconds ?? null),
  ),
})
