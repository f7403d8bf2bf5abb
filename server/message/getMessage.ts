import { z } from 'zod'
import type { MessageDetail } from '#domain/message/resource.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'
import { readMessage } from '#server/sql/readMessages.ts'
import { messageResource } from './ledgerResource.ts'

const eventSchema = z.object({ kind: z.string(), at: z.string(), detail: z.record(z.string(), z.json()) })

/** One message with what it was made from and everything that became of it. */
export async function getMessage(ctx: Ctx, { shard, id }: { shard: number; id: number }): Promise<MessageDetail> {
  authorise(ctx, 'viewer')
  const row = await readMessage(pool(), ctx.workspaceId, shard, id)
  if (!row) throw new AppError('notFound', 'message_not_found', 'There is no such message in this workspace.')
  const { templateKey, templateVersion, providerId, providerName } = row
  return {
    ...messageResource(row),
    attempts: row.attempts,
    template: templateKey === null || templateVersion === null ? null : { key: templateKey, version: templateVersion },
    provider: providerId === null ? null : { id: String(providerId), name: providerName ?? '' },
    sandboxId: row.sandboxId === null ? null : String(row.sandboxId),
    events: row.events.map((event) => {
      const { kind, at, detail } = eventSchema.parse(event)
      return { kind, at: new Date(at).toISOString(), detail }
    }),
  }
}
