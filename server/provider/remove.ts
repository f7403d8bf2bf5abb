import { audit } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { inTransaction, raiseEpochIn } from '#server/db/tx.ts'
import { loadProvider } from './resource.ts'

/** Takes an account away. What waits is sent through the next one, else the installation's, else into the sandbox. */
export async function removeProvider(ctx: Ctx, id: number): Promise<void> {
  authorise(ctx, 'admin')
  const { name, kind } = await loadProvider(ctx, id)
  await inTransaction(async (tx) => {
    await tx.provider.deleteMany({ where: { id, workspaceId: ctx.workspaceId } })
    await audit(tx, ctx, 'provider.remove', `provider:${id}`, { name, kind })
    await raiseEpochIn(tx)
  })
}
