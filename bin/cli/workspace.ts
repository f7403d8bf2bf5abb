import { randomUUID } from 'node:crypto'
import { Stop } from '#bin/terminal.mjs'
import type { Ctx } from '#server/context.ts'
import { prisma } from '#server/db/prisma.ts'

export const workspaceOption = { workspace: { type: 'string', default: 'default' } } as const
export const workspaceHelp = '--workspace <slug>   the workspace; "default" when left out'

/** Who types on the machine that holds the data may do everything: the system, in the workspace named by its slug. */
export async function systemContext(slug = 'default'): Promise<Ctx> {
  const workspace = await prisma().workspace.findUnique({ where: { slug }, select: { id: true } })
  if (!workspace) {
    const known = await prisma().workspace.findMany({ where: { slug: { not: { startsWith: '~' } } }, select: { slug: true } })
    throw new Stop(`There is no workspace "${slug}". There are: ${known.map((one) => one.slug).join(', ') || 'none'}.`)
  }
  return { workspaceId: workspace.id, role: 'owner', actor: { kind: 'system' }, requestId: randomUUID() }
}
