import type { Ctx } from '#server/context.ts'
import { prisma } from '#server/db/prisma.ts'
import type { Tx } from '#server/db/tx.ts'
import { AppError } from '#server/errors.ts'

export const templateNotFound = () => new AppError('notFound', 'template_not_found', 'There is no such template in this workspace.')

/** A template with its live version, by key. Refuses with 404. */
export async function loadTemplate(ctx: Ctx, key: string, db: Tx | ReturnType<typeof prisma> = prisma()) {
  const row = await db.template.findFirst({ where: { workspaceId: ctx.workspaceId, key, archivedAt: null }, include: { live: true } })
  if (!row) throw templateNotFound()
  return row
}
