import type { PersonResource } from '#domain/workspace/resource.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { prisma } from '#server/db/prisma.ts'

/** Who belongs to the workspace, by name. */
export async function listPeople(ctx: Ctx): Promise<PersonResource[]> {
  authorise(ctx, 'viewer')
  const memberships = await prisma().membership.findMany({
    where: { workspaceId: ctx.workspaceId },
    include: { operator: true },
    orderBy: [{ operator: { name: 'asc' } }, { operatorId: 'asc' }],
  })
  return memberships.map(({ operator, role, createdAt }) => ({
    id: String(operator.id),
    name: operator.name,
    email: operator.email,
    role,
    isYou: ctx.actor.kind === 'operator' && ctx.actor.id === operator.id,
    joinedAt: createdAt.toISOString(),
    lastSignInAt: operator.lastSignInAt?.toISOString() ?? null,
  }))
}
