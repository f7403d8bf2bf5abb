import type { Ctx } from '#server/context.ts'
import type { Tx } from '#server/db/tx.ts'
import { AppError } from '#server/errors.ts'
import { refuseHigherRole } from './invitePerson.ts'

/** Locks the workspace's memberships and returns one. Refuses 404 for somebody who does not belong, 403 for one above the caller. */
export async function lockMembership(tx: Tx, ctx: Ctx, operatorId: number) {
  await tx.$queryRaw`select 1 from membership where workspace_id = ${ctx.workspaceId} order by operator_id for update`
  const membership = await tx.membership.findUnique({
    where: { workspaceId_operatorId: { workspaceId: ctx.workspaceId, operatorId } },
    include: { operator: { select: { name: true, email: true } } },
  })
  if (!membership) throw new AppError('notFound', 'person', 'Nobody of this id belongs to this workspace.')
  refuseHigherRole(ctx, membership.role)
  return membership
}

/** A workspace always has an owner. Call it under lockMembership, before the owner goes. */
export async function refuseLastOwner(tx: Tx, ctx: Ctx, operatorId: number): Promise<void> {
  const others = await tx.membership.count({ where: { workspaceId: ctx.workspaceId, role: 'owner', operatorId: { not: operatorId } } })
  if (others === 0) throw new AppError('conflict', 'last_owner', 'This is the last owner. Make somebody else an owner first.')
}
