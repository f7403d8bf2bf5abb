import { type WorkspaceResource, workspaceSchema } from '#domain/workspace/resource.ts'
import { workspaceSettingsSchema } from '#domain/workspace/settings.ts'
import type { Workspace } from '#prisma/generated/client.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { prisma } from '#server/db/prisma.ts'

export const workspaceResource = (row: Workspace): WorkspaceResource =>
  workspaceSchema.parse({
    ...row,
    id: String(row.id),
    settings: workspaceSettingsSchema.parse(row.settings),
    createdAt: row.createdAt.toISOString(),
  })

/** The workspace with its settings. */
export async function getWorkspace(ctx: Ctx): Promise<WorkspaceResource> {
  authorise(ctx, 'viewer')
  return workspaceResource(await prisma().workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } }))
}
