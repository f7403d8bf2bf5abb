import { z } from 'zod'
import { hotId, listQuerySchema } from '#domain/api/common.ts'
import type { DeadLetterResource } from '#domain/operations/resource.ts'
import { decodeCursor, pageOf } from '#server/api/cursor.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { type DeadLetterRow, listDeadLettersSql } from '#server/sql/deadLetters.ts'

export const deadLetterQuerySchema = listQuerySchema.extend({
  /** `open` alone unless `all` are asked for, those put back included. */
  state: z.enum(['open', 'all']).default('open'),
})

/** What could not be applied, newest first. */
export async function listDeadLetters(ctx: Ctx, { limit, cursor, state }: z.output<typeof deadLetterQuerySchema>) {
  authorise(ctx, 'viewer')
  const before = decodeCursor(cursor, state, z.number().int()) ?? Number.MAX_SAFE_INTEGER
  const { rows } = await pool().query<DeadLetterRow>({
    ...listDeadLettersSql,
    values: [ctx.workspaceId, state === 'open', before, limit + 1],
  })
  const page = pageOf(rows, limit, state, (row) => row.id)
  return { data: page.rows.map(resourceOf), nextCursor: page.nextCursor }
}

const namedSchema = z.object({ name: z.string() })

function resourceOf(row: DeadLetterRow): DeadLetterResource {
  const { shard, member_id: memberId } = row
  const named = namedSchema.safeParse(row.payload)
  return {
    id: String(row.id),
    at: row.at.toISOString(),
    source: row.source,
    kind: row.kind,
    name: named.success ? named.data.name : null,
    reason: row.reason,
    queue: row.queue,
    attempts: row.attempts,
    member:
      shard === null || memberId === null
        ? null
        : { id: hotId(shard, memberId), userId: row.user_id, heldAt: row.held_at?.toISOString() ?? null },
    payload: row.payload,
    replayedAt: row.replayed_at?.toISOString() ?? null,
    isDiscarded: row.is_discarded,
  }
}
