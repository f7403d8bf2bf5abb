import type { ProviderResource } from '#domain/message/provider.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { prisma } from '#server/db/prisma.ts'
import { env } from '#server/env.ts'
import { providerResource } from './resource.ts'

/** The accounts of the workspace, and where its email goes now: the same rule as the sender's (server/message/lanes.ts). */
export async function listProviders(ctx: Ctx): Promise<{ data: ProviderResource[]; inUse: string }> {
  authorise(ctx, 'admin')
  const [{ isDemo }, rows] = await Promise.all([
    prisma().workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId }, select: { isDemo: true } }),
    prisma().provider.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: [{ isDefault: 'desc' }, { id: 'asc' }] }),
  ])
  const first = rows[0]
  const inUse = isDemo ? 'sandbox' : first ? String(first.id) : env().SMTP_URL ? 'SMTP_URL' : 'sandbox'
  return { data: rows.map(providerResource), inUse }
}
