import type { Queryable } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'
import { type Difference, recountJourney } from '#server/sql/recount.ts'

export type { Difference }

/**
 * Counts a journey anew from what happened (progress, walk, message, delivery_event) and answers with the counters that
 * say otherwise: none, unless there is a bug. Reads every row of the journey under one snapshot.
 */
export async function recount(db: Queryable, journeyId: number): Promise<Difference[]> {
  const { rows } = await db.query<{ workspaceId: number }>('select workspace_id as "workspaceId" from public.journey where id = $1', [
    journeyId,
  ])
  const [journey] = rows
  if (!journey) throw new AppError('notFound', 'journey_not_found', `There is no journey ${journeyId}.`)
  return recountJourney(db, journey.workspaceId, journeyId)
}
