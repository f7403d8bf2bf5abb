import { journeyDocumentSchema } from '#domain/journey/document.ts'
import { datesIn } from '#domain/journey/plan.ts'
import type { Tx } from '#server/db/tx.ts'
import { openEvaluationIn } from '#server/feed/openWalk.ts'
import { documentOf } from './changeDraft.ts'
import type { JourneyRow } from './load.ts'

/**
 * For a draft that is being published: members who are there already get its dates by a walk over all of them, opened here.
 * Returns the walk, for requestWalk after the commit; null where the draft starts on no date, or on the same as before.
 */
export async function openDates(tx: Tx, before: JourneyRow): Promise<number | null> {
  const dates = datesIn(documentOf(before))
  if (dates.length === 0) return null
  const live = before.liveVersionId === null ? null : await tx.journeyVersion.findUnique({ where: { id: before.liveVersionId } })
  const known = new Set(live ? datesIn(journeyDocumentSchema.parse(live.document)) : [])
  return dates.every((date) => known.has(date)) ? null : openEvaluationIn(tx, before.workspaceId)
}
