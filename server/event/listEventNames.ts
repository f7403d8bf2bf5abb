import { z } from 'zod'
import type { EventName } from '#domain/event/resource.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { listEventNames as readNames } from '#server/sql/listEventNames.ts'

export const eventNamesQuerySchema = z.object({
  /** Part of the name. */
  q: z.string().trim().max(255).default(''),
  limit: z.coerce.number().int().min(1).max(1_000).default(500),
})

/** Names of events that came, the most frequent of the last 30 days first. */
export async function listEventNames(
  ctx: Ctx,
  input: z.input<typeof eventNamesQuerySchema>,
): Promise<{ data: EventName[]; nextCursor: null }> {
  authorise(ctx, 'viewer')
  const { q, limit } = eventNamesQuerySchema.parse(input)
  const rows = await readNames(pool(), ctx.workspaceId, q, limit)
  return { data: rows.map((row) => ({ ...row, lastSeenAt: row.lastSeenAt?.toISOString() ?? null })), nextCursor: null }
}
