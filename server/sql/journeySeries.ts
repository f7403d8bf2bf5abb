import type { Queryable } from '#server/db/pg.ts'
import type { Span } from './journeySpan.ts'

/** `slot` counts from 1: the edge at or before the bucket. */
export type SeriesSlot = { slot: number; triggered: number; ended: number; messages: number }

/**
 * Passages and message intents between edges, ascending; slots with nothing are left out. The edges are made outside
 * (domain/report/edges.ts): PostgreSQL's date_trunc puts a midnight that comes twice at the later one. Locks nothing;
 * reads one range each of the primary keys of journey_report and journey_performance_report.
 */
export async function readJourneySeries(db: Queryable, journeyId: number, { from, to }: Span, edges: number[]): Promise<SeriesSlot[]> {
  const { rows } = await db.query<SeriesSlot>({
    name: 'report_journey_series',
    text: `
      select slot, sum(triggered)::bigint as triggered, sum(ended)::bigint as ended, sum(messages)::bigint as messages
      from (
        select width_bucket(bucket, $4::timestamptz[]) as slot, triggered, ended, 0 as messages
        from engine.journey_report where journey_id = $1 and bucket >= $2 and bucket < $3
        union all
        select width_bucket(bucket, $4::timestamptz[]), 0, 0, count
        from engine.journey_performance_report
        where journey_id = $1 and bucket >= $2 and bucket < $3 and outcome = 'created'
      ) counted
      group by slot order by slot`,
    values: [journeyId, from, to, edges.map((edge) => new Date(edge))],
  })
  return rows
}
