import { audit } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { inTransaction } from '#server/db/tx.ts'
import { lockMembership, refuseLastOwner } from './membership.ts'

/** Takes somebody out of the workspace; everybody may leave by themselves. The account stays. */
export async function removePerson(ctx: Ctx, operatorId: number): Promise<void> {
  const leaves = ctx.actor.kind === 'operator' && ctx.actor.id === operatorId
  if (!leaves) authorise(ctx, 'admin')
  await inTransaction(async (tx) => {
    const membership = await lockMembership(tx, ctx, operatorId)
    if (membership.role === 'owner') await refuseLastOwner(tx, ctx, operatorId)
    await tx.membership.delete({ where: { workspaceId_operatorId: { workspaceId: ctx.workspaceId, operatorId } } })
    await audit(tx, ctx, 'person.remove', `operator:${operatorId}`, { email: membership.operator.email, role: membership.role })
  })
}
