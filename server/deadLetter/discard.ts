import { auditSql } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { transaction } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'
import { ring } from '#server/queue/ring.ts'
import { discardSql, lockLetterMemberSql } from '#server/sql/deadLetters.ts'

/** Closes a dead letter without applying it, for good. When it was the last one of its member, the member is released. */
export async function discardDeadLetter(ctx: Ctx, id: number): Promise<void> {
  authorise(ctx, 'editor')
  await transaction(async (db) => {
    const values = [ctx.workspaceId, id]
    await db.query({ ...lockLetterMemberSql, values })
    const { rows } = await db.query<{ kind: string }>({ ...discardSql, values })
    const [gone] = rows
    if (!gone) throw new AppError('notFound', 'dead_letter', 'There is no such dead letter, or it was closed already.')
    await auditSql(db, ctx, 'deadLetter.discard', `deadLetter:${id}`, { kind: gone.kind })
  })
  ring()
}
