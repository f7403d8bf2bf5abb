import { audit } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { inTransaction } from '#server/db/tx.ts'
import { AppError } from '#server/errors.ts'

/** From its commit on, nothing is accepted with this key. */
export async function revokeKey(ctx: Ctx, id: number): Promise<void> {
  authorise(ctx, 'admin')
  await inTransaction(async (tx) => {
    const { count } = await tx.apiKey.updateMany({
      where: { id, workspaceId: ctx.workspaceId, revokedAt: null },
      data: { revokedAt: new Date() },
    })
    if (count === 0) throw new AppError('notFound', 'key', 'There is no such key, or it is revoked already.')
    await audit(tx, ctx, 'key.revoke', `key:${id}`)
  })
}
