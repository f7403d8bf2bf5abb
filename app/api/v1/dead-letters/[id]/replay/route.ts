import { z } from 'zod'
import { hugeIdSchema } from '#domain/api/common.ts'
import { replayedSchema } from '#domain/operations/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { replayDeadLetters } from '#server/deadLetter/replay.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: route(
    {
      operationId: 'replayDeadLetter',
      summary: 'Release the member of a dead letter: what was kept for them is applied, in order.',
      tag: 'Operations',
      role: 'editor',
      params: z.object({ id: hugeIdSchema }),
      status: 202,
      response: replayedSchema,
    },
    async ({ ctx, params }) => replayDeadLetters(ctx, params.id),
  ),
})
