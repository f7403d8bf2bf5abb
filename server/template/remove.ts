import { audit } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { inTransaction, raiseEpochIn } from '#server/db/tx.ts'
import { AppError } from '#server/errors.ts'
import { loadTemplate } from './load.ts'
import { usersOf } from './resource.ts'

/** Takes a template away. Refused (409) while a journey that is going on can still send it. Its versions are kept for the ledger. */
export async function removeTemplate(ctx: Ctx, key: string): Promise<void> {
  authorise(ctx, 'editor')
  const { id } = await loadTemplate(ctx, key)
  const live = (await usersOf(pool(), ctx.workspaceId, key)).filter((journey) => journey.isLive)
  if (live.length > 0)
    throw new AppError(
      'conflict',
      'template_in_use',
      `${live.map(({ name }) => name).join(', ')} can still send this template. End the journey or publish it without the template first.`,
    )
  await inTransaction(async (tx) => {
    await tx.template.update({ where: { id }, data: { archivedAt: new Date() } })
    await audit(tx, ctx, 'template.remove', `template:${id}`, { key })
    await raiseEpochIn(tx)
  })
}
