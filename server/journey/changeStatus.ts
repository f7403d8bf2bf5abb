import type { z } from 'zod'
import type { JourneyResource } from '#domain/journey/resource.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { audit } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { inTransaction, raiseEpochIn } from '#server/db/tx.ts'
import { requestFeed } from '#server/queue/ring.ts'
import { type JourneyRow, loadJourney, lockJourney } from './load.ts'
import { journeyResource } from './resource.ts'
import { statusAfter } from './statusAfter.ts'
import { operatorId } from './writeGraph.ts'

type Set = Pick<Prisma.JourneyUncheckedUpdateInput, 'pausedAt' | 'endedAt' | 'drains' | 'catchUp' | 'resumedAt'>
type Details = Record<string, z.core.util.JSONType>

/**
 * Moves a journey to the status an act leads to, with its audit row and the epoch raised, in one transaction. `check` sees the
 * journey under its lock, and refuses by throwing.
 */
export async function changeStatus(
  ctx: Ctx,
  id: number,
  act: 'pause' | 'resume' | 'end',
  set: Set,
  details: Details = {},
  check: (row: JourneyRow) => void = () => {},
): Promise<JourneyResource> {
  authorise(ctx, 'editor')
  const row = await inTransaction(async (tx) => {
    const before = await lockJourney(tx, ctx, id)
    const status = statusAfter(before.status, act)
    check(before)
    await tx.journey.update({ where: { id }, data: { status, ...set, updatedById: operatorId(ctx) } })
    await audit(tx, ctx, `journey.${act}`, `journey:${id}`, { from: before.status, ...details })
    await raiseEpochIn(tx, id)
    return loadJourney(ctx, id, tx)
  })
  if (act !== 'pause') requestFeed(id)
  return journeyResource(ctx, row)
}
