import type { TemplateResource, TemplateVersionResource } from '#domain/message/resource.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { prisma } from '#server/db/prisma.ts'
import { loadTemplate } from './load.ts'
import { templateResource, usersOf } from './resource.ts'

/** A template with its live content and the journeys that use it. */
export async function getTemplate(ctx: Ctx, key: string): Promise<TemplateResource> {
  authorise(ctx, 'viewer')
  return templateResource(await loadTemplate(ctx, key), await usersOf(pool(), ctx.workspaceId, key))
}

const VERSIONS_SHOWN = 100

/** Everything that was saved, newest first, at most a hundred. */
export async function listTemplateVersions(ctx: Ctx, key: string): Promise<TemplateVersionResource[]> {
  authorise(ctx, 'viewer')
  const { id, liveVersionId } = await loadTemplate(ctx, key)
  const versions = await prisma().templateVersion.findMany({ where: { templateId: id }, orderBy: { number: 'desc' }, take: VERSIONS_SHOWN })
  return versions.map(({ id: versionId, number, subject, preheader, format, body, createdAt }) => ({
    ...{ number, subject, preheader, format, body },
    createdAt: createdAt.toISOString(),
    isLive: versionId === liveVersionId,
  }))
}
