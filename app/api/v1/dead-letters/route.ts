import { listOf } from '#domain/api/common.ts'
import { deadLetterSchema } from '#domain/operations/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { deadLetterQuerySchema, listDeadLetters } from '#server/deadLetter/list.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listDeadLetters',
      summary: 'What was accepted and could not be applied, and jobs that failed for good, newest first.',
      tag: 'Operations',
      query: deadLetterQuerySchema,
      response: listOf(deadLetterSchema),
    },
    async ({ ctx, query }) => listDeadLetters(ctx, query),
  ),
})
