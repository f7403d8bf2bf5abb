import type { PatchWorkspace, WorkspaceResource } from '#domain/workspace/resource.ts'
import { workspaceSettingsSchema } from '#domain/workspace/settings.ts'
import { audit } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { inTransaction, raiseEpochIn } from '#server/db/tx.ts'
import { reconsiderWorkspace } from '#server/message/limits/reconsider.ts'
import { workspaceResource } from './get.ts'

/** Changes name, zone or settings; workers notice with the next event. What the patch leaves out stays. */
export async function updateWorkspace(ctx: Ctx, patch: PatchWorkspace): Promise<WorkspaceResource> {
  authorise(ctx, 'admin')
  const { settings: changed = {}, ...rest } = patch
  return inTransaction(async (tx) => {
    await tx.$queryRaw`select 1 from workspace where id = ${ctx.workspaceId} for update`
    const before = await tx.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } })
    const old = workspaceSettingsSchema.parse(before.settings)
    const settings = workspaceSettingsSchema.parse({ ...old, ...changed })
    const after = await tx.workspace.update({ where: { id: ctx.workspaceId }, data: { ...rest, settings } })
    await audit(tx, ctx, 'workspace.update', `workspace:${ctx.workspaceId}`, { changed: [...Object.keys(rest), ...Object.keys(changed)] })
    await reconsiderWorkspace(tx, ctx.workspaceId, { ...old, timeZone: before.timeZone }, { ...settings, timeZone: after.timeZone })
    await raiseEpochIn(tx)
    return workspaceResource(after)
  })
}
