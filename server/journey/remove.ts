import { transition } from '#domain/journey/status.ts'
import { audit } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { inTransaction, raiseEpochIn, type Tx } from '#server/db/tx.ts'
import { AppError } from '#server/errors.ts'
import { countersOfJourney, openPassages } from '#server/sql/removeJourney.ts'
import { lockJourney } from './load.ts'
import { refusedAct } from './statusAfter.ts'

/**
 * Deletes a journey with its draft, versions and counts. A draft that was never published an editor may delete; one that
 * has run only an owner, once it has ended and nobody is inside. What members went through stays on their pages.
 */
export async function removeJourney(ctx: Ctx, id: number): Promise<void> {
  authorise(ctx, 'editor')
  await inTransaction(async (tx) => {
    const journey = await lockJourney(tx, ctx, id)
    const result = transition(journey.status, 'delete')
    if (!result.allowed) throw refusedAct(result.because)
    if (journey.liveVersionId !== null) await refuseUnlessOver(tx, ctx, id)
    for (const text of countersOfJourney) await tx.$executeRawUnsafe(text, id)
    await tx.journey.delete({ where: { id } })
    await audit(tx, ctx, 'journey.delete', `journey:${id}`, { name: journey.name, status: journey.status })
    await raiseEpochIn(tx)
  })
}

async function refuseUnlessOver(tx: Tx, ctx: Ctx, id: number): Promise<void> {
  authorise(ctx, 'owner')
  const rows = await tx.$queryRawUnsafe<{ open: bigint }[]>(openPassages, id)
  const open = Number(rows[0]?.open ?? 0)
  if (open > 0)
    throw new AppError(
      'conflict',
      'journey_not_empty',
      `${open} ${open === 1 ? 'member is' : 'members are'} still inside. Wait until they are through.`,
    )
}
