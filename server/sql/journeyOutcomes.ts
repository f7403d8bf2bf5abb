import type { Queryable } from '#server/db/pg.ts'
import type { Span } from './journeySpan.ts'

export type JourneyOutcome = { status: 'ENDED' | 'CANCELED' | 'ERROR'; reason: string; count: number }

/**
 * How passages ended in [from, to), by reason, the most frequent first. Locks nothing; reads one range of
 * journey_execution_report's primary key (journey_id, bucket, ...).
 */
export async function readJourneyOutcomes(db: Queryable, journeyId: number, { from, to }: Span): Promise<JourneyOutcome[]> {
  const { rows } = await db.query<JourneyOutcome>({
    name: 'report_journey_outcomes',
    text: `
      select status, reason, sum(count)::bigint as count
      from engine.journey_execution_report
      where journey_id = $1 and bucket >= $2 and bucket < $3
      group by status, reason having sum(count) > 0
      order by sum(count) desc, status, reason`,
    values: [journeyId, from, to],
  })
  return rows
}
