import type { Queryable } from '#server/db/pg.ts'
import type { Span } from './journeySpan.ts'

export type JourneyTotals = {
  triggered: number
  ended: number
  canceled: number
  error: number
  converted: number
  /** Decimal, two places. */
  revenue: string
  inProgress: number
}

/**
 * Passages of a journey in [from, to), and how many are open over its whole life. Locks nothing; reads one range of
 * journey_report's primary key (journey_id, bucket, shard).
 */
export async function readJourneyTotals(db: Queryable, journeyId: number, { from, to }: Span): Promise<JourneyTotals> {
  const { rows } = await db.query<JourneyTotals>({
    name: 'report_journey_totals',
    text: `
      select coalesce(sum(triggered) filter (where inside), 0)::bigint as triggered,
             coalesce(sum(ended) filter (where inside), 0)::bigint as ended,
             coalesce(sum(canceled) filter (where inside), 0)::bigint as canceled,
             coalesce(sum(errored) filter (where inside), 0)::bigint as error,
             coalesce(sum(converted) filter (where inside), 0)::bigint as converted,
             round(coalesce(sum(revenue) filter (where inside), 0), 2)::text as revenue,
             coalesce(sum(triggered - ended - canceled - errored), 0)::bigint as "inProgress"
      from (select *, bucket >= $2 and bucket < $3 as inside from engine.journey_report where journey_id = $1) r`,
    values: [journeyId, from, to],
  })
  return rows[0] ?? { triggered: 0, ended: 0, canceled: 0, error: 0, converted: 0, revenue: '0.00', inProgress: 0 }
}
