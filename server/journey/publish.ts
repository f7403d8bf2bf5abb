import type { Graph } from '#domain/journey/document.ts'
import type { MembersPolicy } from '#domain/journey/moves.ts'
import { subscribes } from '#domain/journey/plan.ts'
import type { JourneyResource } from '#domain/journey/resource.ts'
import { audit } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { inTransaction, raiseEpochIn, type Tx } from '#server/db/tx.ts'
import { AppError } from '#server/errors.ts'
import { requestFeed, requestWalk } from '#server/queue/ring.ts'
import { documentOf } from './changeDraft.ts'
import { type JourneyRow, loadJourney, lockJourney, refuseStale } from './load.ts'
import { openDates } from './openDates.ts'
import { checkContext } from './problems.ts'
import { refuseProblems } from './refuseProblems.ts'
import { journeyResource } from './resource.ts'
import { statusAfter } from './statusAfter.ts'
import { getVersion } from './versions.ts'
import { operatorId, writeGraph } from './writeGraph.ts'
import { writeMove } from './writeMove.ts'

const FINISH: MembersPolicy = { policy: 'finish' }

/**
 * Makes the draft the live version: immutable, and noticed by workers from the next accepted event on. Members inside finish
 * on the version they are on, or go over in the background, as `members` says; members who are there already are met by the
 * dates it starts on. Refuses with 422 while a problem stands; of two who publish at once, one gets 409.
 */
export async function publishJourney(ctx: Ctx, id: number, ifMatch = '*', members = FINISH): Promise<JourneyResource> {
  authorise(ctx, 'editor')
  return publishAfter(ctx, id, ifMatch, members, async () => ({}))
}

/** Makes the graph of an earlier version the draft and publishes it, as a new version. Settings and name stay as they are. */
export async function restoreVersion(ctx: Ctx, id: number, number: number, ifMatch = '*', members = FINISH): Promise<JourneyResource> {
  authorise(ctx, 'editor')
  const graph = graphOfVersion(await getVersion(ctx, id, number))
  return publishAfter(ctx, id, ifMatch, members, async (tx, row) => {
    if (row.liveVersion?.number === number && row.publishedDraftNumber === row.draftNumber) return { restored: number }
    await writeGraph(tx, { workspaceId: ctx.workspaceId, journeyId: id }, graph)
    await tx.journey.update({ where: { id }, data: { draftNumber: { increment: 1 } } })
    return { restored: number }
  })
}

const graphOfVersion = ({ nodes, paths }: Graph): Graph => ({ nodes, paths })

/** Publishes what `change` makes of the draft; what it returns is kept in the audit log. */
async function publishAfter(
  ctx: Ctx,
  id: number,
  ifMatch: string,
  members: MembersPolicy,
  change: (tx: Tx, row: JourneyRow) => Promise<Record<string, number>>,
): Promise<JourneyResource> {
  const context = await checkContext(ctx)
  const { row, isMoving, walkId } = await inTransaction(async (tx) => {
    const locked = await lockJourney(tx, ctx, id)
    const status = statusAfter(locked.status, 'publish')
    refuseStale(locked, ifMatch)
    const details = await change(tx, locked)
    const before = await loadJourney(ctx, id, tx)
    refuseUnchanged(before)
    refuseProblems(before, context, 'published')
    const version = await writeVersion(tx, ctx, before)
    const now = new Date()
    await tx.journey.update({
      where: { id },
      data: { status, liveVersionId: version.id, publishedDraftNumber: before.draftNumber, publishedAt: now, updatedById: operatorId(ctx) },
    })
    const walkId = await openDates(tx, before)
    const isMoving = await writeMove(tx, ctx, before, version.id, members)
    await audit(tx, ctx, 'journey.publish', `journey:${id}`, { version: version.number, from: before.status, members, ...details })
    await raiseEpochIn(tx, id)
    return { row: await loadJourney(ctx, id, tx), isMoving, walkId }
  })
  if (isMoving) requestFeed(id)
  if (walkId !== null) requestWalk(walkId)
  return journeyResource(ctx, row)
}

async function writeVersion(tx: Tx, ctx: Ctx, row: JourneyRow) {
  const { _max } = await tx.journeyVersion.aggregate({ where: { journeyId: row.id }, _max: { number: true } })
  const owner = { workspaceId: ctx.workspaceId, journeyId: row.id }
  const document = documentOf(row)
  return tx.journeyVersion.create({
    data: {
      ...owner,
      number: (_max.number ?? 0) + 1,
      document,
      subscribes: subscribes(document),
      publishedById: operatorId(ctx),
    },
  })
}

function refuseUnchanged(row: JourneyRow): void {
  if (row.publishedDraftNumber === row.draftNumber)
    throw new AppError(
      'conflict',
      'already_published',
      `This draft is live already, as version ${row.liveVersion?.number ?? 1}. Change something first.`,
    )
}
