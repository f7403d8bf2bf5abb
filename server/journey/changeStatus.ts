import type { JourneyResource } from '#domain/journey/resource.ts'
import { audit } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { inTransaction, raiseEpochIn } from '#server/db/tx.ts'
import { requestFeed } from '#server/queue/ring.ts'
import { loadJourney, lockJourney } from './load.ts'
import { journeyResource } from './resource.ts'
import { statusAfter } from './statusAfter.ts'
import { operatorId } from './writeGraph.ts'

type Times = { pausedAt?: Date | null; endedAt?: Date; drains?: boolean }

/** Moves a journey to the status an act leads to, with its audit row and the epoch raised, in one transaction. */
export async function changeStatus(
  ctx: Ctx,
  id: number,
  act: 'pause' | 'resume' | 'end',
  times: Times,
  details: Record<string, string> = {},
): Promise<JourneyResource> {
  authorise(ctx, 'editor')
  const row = await inTransaction(async (tx) => {
    const before = await lockJourney(tx, ctx, id)
    const status = statusAfter(before.status, act)
    await tx.journey.update({ where: { id }, data: { status, ...times, updatedById: operatorId(ctx) } })
    await audit(tx, ctx, `journey.${act}`, `journey:${id}`, { from: before.status, ...details })
    await raiseEpochIn(tx, id)
    return loadJourney(ctx, id, tx)
  })
  if (act !== 'pause') requestFeed(id)
  return journeyResource(ctx, row)
}
