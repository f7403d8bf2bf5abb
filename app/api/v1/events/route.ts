import { listOf } from '#domain/api/common.ts'
import { eventSchema, receiptSchema } from '#domain/event/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { eventsQuerySchema, listEvents } from '#server/event/listEvents.ts'
import { sendEvents, sendEventsSchema } from '#server/event/sendEvents.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'listEvents',
      summary: 'What happened to members, the newest accepted first.',
      description: 'With `name`: events of that name. With `userId`: of that member, under every name it was known by.',
      tag: 'Events',
      query: eventsQuerySchema,
      response: listOf(eventSchema),
      role: 'viewer',
    },
    ({ ctx, query }) => listEvents(ctx, query),
  ),
  POST: route(
    {
      operationId: 'sendEvents',
      summary: 'Send one event, or a batch.',
      description:
        'The body is one item of the tracking API (`type` is `track` when missing), or `{ "batch": [...] }` with up to 2,500. What is not valid is named in the answer and kept with its reason; the rest is accepted. An event is applied once per `messageId`.',
      tag: 'Events',
      body: sendEventsSchema,
      status: 202,
      response: receiptSchema,
      role: 'editor',
      refuses: ['tooLarge'],
    },
    ({ ctx, body }) => sendEvents(ctx, body),
  ),
})
