import { createTopicSchema, topicListSchema, topicSchema } from '#domain/topic/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { createTopic } from '#server/topic/create.ts'
import { listTopics } from '#server/topic/list.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listTopics',
      summary: 'The topics that messages are about, and what is named without being among them.',
      tag: 'Topics',
      role: 'viewer',
      response: topicListSchema,
    },
    ({ ctx }) => listTopics(ctx),
  ),
  POST: route(
    {
      operationId: 'createTopic',
      summary: 'Create a topic.',
      description: 'The key is what consents, journeys and limits name it by; it never changes.',
      tag: 'Topics',
      role: 'editor',
      body: createTopicSchema,
      status: 201,
      response: topicSchema,
      refuses: ['conflict', 'unprocessable'],
    },
    ({ ctx, body }) => createTopic(ctx, body),
  ),
})
