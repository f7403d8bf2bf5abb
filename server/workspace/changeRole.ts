import type { Role } from '#domain/workspace/settings.ts'
import { audit } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { inTransaction } from '#server/db/tx.ts'
import { refuseHigherRole } from './invitePerson.ts'
import { lockMembership, refuseLastOwner } from './membership.ts'

/** Gives somebody another role; at once, their open pages included. */
export async function changeRole(ctx: Ctx, operatorId: number, role: Role): Promise<void> {
  authorise(ctx, 'admin')
  refuseHigherRole(ctx, role)
  await inTransaction(async (tx) => {
    const membership = await lockMembership(tx, ctx, operatorId)
    if (membership.role === role) return
    if (membership.role === 'owner') await refuseLastOwner(tx, ctx, operatorId)
    await tx.membership.update({ where: { workspaceId_operatorId: { workspaceId: ctx.workspaceId, operatorId } }, data: { role } })
    await audit(tx, ctx, 'person.role', `operator:${operatorId}`, { from: membership.role, to: role })
  })
}
