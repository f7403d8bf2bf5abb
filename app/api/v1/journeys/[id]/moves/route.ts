import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { versionMoveSchema } from '#domain/journey/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { listMoves } from '#server/journey/moves.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listJourneyMoves',
      summary: 'What publishes did with the members inside, newest first; at most 20.',
      tag: 'Journeys',
      params: z.object({ id: rowIdSchema }),
      response: z.object({ data: z.array(versionMoveSchema) }),
    },
    async ({ ctx, params }) => ({ data: await listMoves(ctx, params.id) }),
  ),
})
