import { auditSql } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { transaction } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'
import { requestAgain, ring } from '#server/queue/ring.ts'
import { type DeadJobRow, releaseMembersSql, takeJobsSql } from '#server/sql/deadLetters.ts'

/**
 * Puts one dead letter back, or every open one. Its member is released: all that was kept for a member goes back into the inbox,
 * in order, and is applied by the ticks. A job is done again. What fails again comes back to this list. Returns how many members
 * are released and jobs are asked for.
 */
export async function replayDeadLetters(ctx: Ctx, id: number | null): Promise<{ members: number; jobs: number }> {
  authorise(ctx, 'editor')
  const values = [ctx.workspaceId, id]
  const { members, jobs } = await transaction(async (db) => {
    const { rows } = await db.query<{ members: number }>({ ...releaseMembersSql, values })
    const { rows: taken } = await db.query<DeadJobRow>({ ...takeJobsSql, values })
    const released = rows[0]?.members ?? 0
    if (id !== null && released + taken.length === 0)
      throw new AppError('notFound', 'dead_letter', 'There is no such dead letter, or it was closed already.')
    if (released + taken.length > 0) {
      const counts = { members: released, jobs: taken.length }
      await auditSql(db, ctx, 'deadLetter.replay', id === null ? 'deadLetter:all' : `deadLetter:${id}`, counts)
    }
    return { members: released, jobs: taken }
  })
  if (members > 0) ring()
  for (const { kind, payload } of jobs) requestAgain(kind, payload)
  return { members, jobs: jobs.length }
}
