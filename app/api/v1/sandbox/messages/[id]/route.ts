import { z } from 'zod'
import { rowIdSchema } from '#domain/api/common.ts'
import { sandboxMessageDetailSchema } from '#domain/message/resource.ts'
import { resource, route } from '#server/api/route.ts'
import { getSandboxMessage } from '#server/sandbox/get.ts'
import { markRead } from '#server/sandbox/markRead.ts'

const params = z.object({ id: rowIdSchema })

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'getSandboxMessage',
      summary: 'A message as it would have arrived.',
      tag: 'Messages',
      role: 'viewer',
      params,
      response: sandboxMessageDetailSchema,
      refuses: ['notFound'],
    },
    ({ ctx, params }) => getSandboxMessage(ctx, params.id),
  ),
  PATCH: route(
    {
      operationId: 'markSandboxMessage',
      summary: 'Mark a message of the sandbox as read or unread.',
      tag: 'Messages',
      role: 'viewer',
      params,
      body: z.strictObject({ read: z.boolean() }).meta({ id: 'MarkSandboxMessage' }),
      response: sandboxMessageDetailSchema,
      refuses: ['notFound'],
    },
    ({ ctx, params, body }) => markRead(ctx, { id: params.id, isRead: body.read }),
  ),
})
