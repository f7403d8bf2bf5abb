import { z } from 'zod'
import { hugeIdSchema } from '#domain/api/common.ts'
import { replayedSchema } from '#domain/operations/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { replayDeadLetters } from '#server/deadLetter/replay.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: route(
    {
      operationId: 'replayDeadLetter',
      summary: 'Put a dead letter back: all that was kept for its member is applied, in order; a job is done again.',
      tag: 'Operations',
      role: 'editor',
      params: z.object({ id: hugeIdSchema }),
      status: 202,
      response: replayedSchema,
    },
    async ({ ctx, params }) => replayDeadLetters(ctx, params.id),
  ),
})
