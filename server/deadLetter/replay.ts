import { auditSql } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { transaction } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'
import { ring } from '#server/queue/ring.ts'
import { releaseMembersSql } from '#server/sql/deadLetters.ts'

/**
 * Releases the member of one dead letter, or of every open one: all that was kept for a member goes back into the inbox,
 * in order, and is applied by the ticks. What fails again comes back to this list. Returns how many members are released.
 */
export async function replayDeadLetters(ctx: Ctx, id: number | null): Promise<{ members: number }> {
  authorise(ctx, 'editor')
  const members = await transaction(async (db) => {
    const { rows } = await db.query<{ members: number }>({ ...releaseMembersSql, values: [ctx.workspaceId, id] })
    const released = rows[0]?.members ?? 0
    if (id !== null && released === 0)
      throw new AppError('notFound', 'dead_letter', 'There is no such dead letter, or it was put back already.')
    if (released > 0)
      await auditSql(db, ctx, 'deadLetter.replay', id === null ? 'deadLetter:all' : `deadLetter:${id}`, { members: released })
    return released
  })
  if (members > 0) ring()
  return { members }
}
