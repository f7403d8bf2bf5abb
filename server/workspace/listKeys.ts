import type { KeyResource } from '#domain/workspace/resource.ts'
import type { ApiKey } from '#prisma/generated/client.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { prisma } from '#server/db/prisma.ts'

export const keyResource = ({ id, name, scope, prefix, createdAt, lastUsedAt }: ApiKey): KeyResource => ({
  id: String(id),
  name,
  scope,
  prefix,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
})

/** The living keys, newest first; of each only how it begins. */
export async function listKeys(ctx: Ctx): Promise<KeyResource[]> {
  authorise(ctx, 'admin')
  const keys = await prisma().apiKey.findMany({ where: { workspaceId: ctx.workspaceId, revokedAt: null }, orderBy: { id: 'desc' } })
  return keys.map(keyResource)
}
