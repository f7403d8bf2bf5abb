import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { changeTopicSchema, topicSchema } from '#domain/topic/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { changeTopic } from '#server/topic/change.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  PATCH: route(
    {
      operationId: 'changeTopic',
      summary: 'Rename, describe, archive or bring back a topic.',
      tag: 'Topics',
      role: 'editor',
      params: z.object({ id: rowIdSchema }),
      body: changeTopicSchema,
      response: topicSchema,
      refuses: ['notFound'],
    },
    ({ ctx, params, body }) => changeTopic(ctx, params.id, body),
  ),
})
