import { z } from 'zod'
import { listQuerySchema } from '#domain/api/common.ts'
import type { RejectedEvent } from '#domain/event/resource.ts'
import { decodeCursor, pageOf } from '#server/api/cursor.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { listRejected as readRejected } from '#server/sql/listRejected.ts'

export const rejectedQuerySchema = listQuerySchema.extend({ code: z.string().max(100).optional() })

/** Items that were refused, with why and as they came, the newest first. */
export async function listRejected(
  ctx: Ctx,
  input: z.input<typeof rejectedQuerySchema>,
): Promise<{ data: RejectedEvent[]; nextCursor: string | null }> {
  authorise(ctx, 'viewer')
  const { limit, cursor, code } = rejectedQuerySchema.parse(input)
  const before = decodeCursor(cursor, { code }, z.number()) ?? null
  const rows = await readRejected(pool(), { workspaceId: ctx.workspaceId, code: code || null, before, limit: limit + 1 })
  const page = pageOf(rows, limit, { code }, (row) => row.id)
  return {
    data: page.rows.map(({ id, at, keyId, keyName, ...rest }) => ({
      ...rest,
      id: String(id),
      at: at.toISOString(),
      key: keyId === null ? null : { id: String(keyId), name: keyName ?? '' },
    })),
    nextCursor: page.nextCursor,
  }
}
