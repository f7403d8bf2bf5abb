import { replayedSchema } from '#domain/operations/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { replayDeadLetters } from '#server/deadLetter/replay.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: route(
    {
      operationId: 'replayAllDeadLetters',
      summary: 'Put everything back: what was kept for each member is applied, in order, and each job is done again.',
      tag: 'Operations',
      role: 'editor',
      status: 202,
      response: replayedSchema,
    },
    async ({ ctx }) => replayDeadLetters(ctx, null),
  ),
})
