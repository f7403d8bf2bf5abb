import { subscribes } from '#domain/journey/plan.ts'
import type { JourneyResource } from '#domain/journey/resource.ts'
import { audit } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { inTransaction, raiseEpochIn, type Tx } from '#server/db/tx.ts'
import { AppError } from '#server/errors.ts'
import { documentOf } from './changeDraft.ts'
import { type JourneyRow, loadJourney, lockJourney, refuseStale } from './load.ts'
import { checkContext } from './problems.ts'
import { refuseProblems } from './refuseProblems.ts'
import { journeyResource } from './resource.ts'
import { statusAfter } from './statusAfter.ts'
import { operatorId } from './writeGraph.ts'

/**
 * Makes the draft the live version: immutable, and noticed by workers from the next accepted event on. Members inside
 * finish on the version they are on. Refuses with 422 while a problem stands; of two who publish at once, one gets 409.
 */
export async function publishJourney(ctx: Ctx, id: number, ifMatch = '*'): Promise<JourneyResource> {
  authorise(ctx, 'editor')
  const context = await checkContext(ctx)
  const row = await inTransaction(async (tx) => {
    const before = await lockJourney(tx, ctx, id)
    const status = statusAfter(before.status, 'publish')
    refuseStale(before, ifMatch)
    refuseUnchanged(before)
    refuseProblems(before, context, 'published')
    const version = await writeVersion(tx, ctx, before)
    const now = new Date()
    await tx.journey.update({
      where: { id },
      data: { status, liveVersionId: version.id, publishedDraftNumber: before.draftNumber, publishedAt: now, updatedById: operatorId(ctx) },
    })
    await audit(tx, ctx, 'journey.publish', `journey:${id}`, { version: version.number, from: before.status })
    await raiseEpochIn(tx, id)
    return loadJourney(ctx, id, tx)
  })
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
