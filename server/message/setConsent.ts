import { z } from 'zod'
import { channels } from '#domain/message/channel.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { transaction } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'
import { ring } from '#server/queue/ring.ts'
import { writeConsent } from './writeConsent.ts'

const inputSchema = z.object({
  member: z.object({ shard: z.number().int(), id: z.number().int() }),
  changes: z
    .array(
      z.object({
        channel: z.enum(channels),
        topic: z.string().trim().max(100).default(''),
        state: z.enum(['granted', 'denied', 'pending']),
      }),
    )
    .min(1)
    .max(100),
  /** Where it was said, kept with the history. */
  source: z.string().trim().min(1).max(100).default('api'),
})

/** Records what a member allows, channel by channel. In force at once: nothing is claimed for a denied channel after this. */
export async function setConsent(ctx: Ctx, input: z.input<typeof inputSchema>): Promise<void> {
  authorise(ctx, 'editor')
  const { member, changes, source } = inputSchema.parse(input)
  const who = { workspaceId: ctx.workspaceId, shard: member.shard, memberId: member.id, source }
  await transaction(async (db) => {
    // In one order, so that two callers cannot wait for each other.
    for (const change of [...changes].sort((a, b) => (a.channel + a.topic < b.channel + b.topic ? -1 : 1)))
      if (!(await writeConsent(db, { ...who, ...change })))
        throw new AppError('notFound', 'member_not_found', 'There is no such member in this workspace.')
  })
  ring()
}
