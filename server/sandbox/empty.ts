import { auditSql } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { transaction } from '#server/db/pg.ts'
import { emptySandbox as deleteAll } from '#server/sql/readSandbox.ts'

/** Deletes every message of the sandbox inbox. The ledger and the reports keep what they know. */
export async function emptySandbox(ctx: Ctx): Promise<void> {
  authorise(ctx, 'editor')
  await transaction(async (db) => {
    const deleted = await deleteAll(db, ctx.workspaceId)
    await auditSql(db, ctx, 'sandbox.empty', `workspace:${ctx.workspaceId}`, { deleted })
  })
}
