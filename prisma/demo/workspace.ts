import { randomUUID } from 'node:crypto'
import type { Ctx } from '#server/context.ts'
import { prisma } from '#server/db/prisma.ts'
import { removeWorkspaceAs } from '#server/workspace/remove.ts'

const SLUG = 'demo'
const LOADED = 'demo.load'
const WANTED = 'demo.request'

/** Whether the demo is to be loaded: it never was, or somebody asked for it since. Once removed, it stays away. */
export async function isDemoWanted(): Promise<boolean> {
  const last = await prisma().auditLog.findFirst({
    where: { workspaceId: null, action: { in: [LOADED, WANTED] } },
    orderBy: { id: 'desc' },
  })
  return last?.action !== LOADED
}

const note = (action: string) => prisma().auditLog.create({ data: { actor: 'system', action, subject: `workspace:${SLUG}` } })
/** The next start loads the demo. */
export const requestDemo = () => note(WANTED)
export const recordDemo = () => note(LOADED)

/** An empty workspace `demo`, its people kept; what an interrupted load left in it is removed. */
export async function emptyDemoWorkspace(): Promise<Ctx> {
  const old = await prisma().workspace.findUnique({
    where: { slug: SLUG },
    include: { memberships: true, _count: { select: { templates: true } } },
  })
  if (old && old._count.templates === 0) return contextOf(old.id)
  if (old) await removeWorkspaceAs('system', old)
  const operators = old ? old.memberships.map(({ operatorId }) => operatorId) : (await prisma().operator.findMany()).map(({ id }) => id)
  const made = await prisma().workspace.create({
    data: {
      slug: SLUG,
      name: 'Demo',
      isDemo: true,
      memberships: { create: operators.map((operatorId) => ({ operatorId, role: 'owner' })) },
    },
  })
  return contextOf(made.id)
}

const contextOf = (workspaceId: number): Ctx => ({ workspaceId, role: 'owner', actor: { kind: 'system' }, requestId: randomUUID() })
