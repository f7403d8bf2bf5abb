import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { workspaceContentsSchema } from '#domain/workspace/resource.ts'
import type { CurrentOperator } from '#server/auth/currentOperator.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { inTransaction, raiseEpochIn } from '#server/db/tx.ts'
import { log } from '#server/log.ts'
import { contextOf } from './contextOf.ts'
import { purgeWorkspace, removedSlug } from './purge.ts'

/** Up to this many members the rows are gone when the answer comes; beyond, they go in the background. */
const MEMBERS_WAITED_FOR_MAX = 5_000

/**
 * Takes a workspace away from everybody at once: its people, its keys, its address; its journeys end. Then its rows are
 * removed. What a dying process leaves of them, the daily upkeep removes.
 */
export async function removeWorkspace(operator: CurrentOperator, slug: string): Promise<void> {
  const { ctx, workspace } = await contextOf(operator.id, slug, randomUUID())
  authorise(ctx, 'owner')
  const { members } = await workspaceContents(ctx)
  await takeAway(`operator:${operator.id}`, workspace)
  const purging = purgeWorkspace(workspace.id)
  if (members <= MEMBERS_WAITED_FOR_MAX) return purging
  purging.catch((err: unknown) =>
    log().error({ err, workspaceId: workspace.id }, 'removing the rows of a workspace was interrupted; upkeep will finish it'),
  )
}

/** The same, decided by `actor` elsewhere; resolves when every row is gone. */
export async function removeWorkspaceAs(actor: string, workspace: Removed): Promise<void> {
  await takeAway(actor, workspace)
  await purgeWorkspace(workspace.id)
}

type Removed = { id: number; slug: string; name: string }

/** From its commit on nobody sees the workspace, no key of it is taken, and its journeys do nothing more. */
async function takeAway(actor: string, { id, slug, name }: Removed): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.workspace.update({ where: { id }, data: { slug: removedSlug(id) } })
    await tx.membership.deleteMany({ where: { workspaceId: id } })
    await tx.apiKey.deleteMany({ where: { workspaceId: id } })
    await tx.journey.updateMany({ where: { workspaceId: id, status: { not: 'DRAFT' } }, data: { status: 'ENDED', endedAt: new Date() } })
    await tx.auditLog.create({ data: { actor, action: 'workspace.remove', subject: `workspace:${id}`, details: { slug, name } } })
    await raiseEpochIn(tx)
  })
}

type Contents = z.infer<typeof workspaceContentsSchema>

/** What removing the workspace would lose: counts, from indexes and counters. */
export async function workspaceContents(ctx: Ctx): Promise<Contents> {
  authorise(ctx, 'viewer')
  const { rows } = await pool().query<Contents>({
    name: 'workspace_contents',
    text: `select (select count(*) from journey where workspace_id = $1) as journeys,
             (select count(*) from engine.member where workspace_id = $1 and merged_into_id is null) as members,
             (select coalesce(sum(count), 0)::bigint from engine.event_report where workspace_id = $1) as events,
             (select coalesce(sum(r.count), 0)::bigint from engine.journey_performance_report r join journey j on j.id = r.journey_id
               where j.workspace_id = $1 and r.outcome = 'created') as messages,
             (select count(*) from membership where workspace_id = $1) as people`,
    values: [ctx.workspaceId],
  })
  return rows[0] ?? { journeys: 0, members: 0, events: 0, messages: 0, people: 0 }
}
