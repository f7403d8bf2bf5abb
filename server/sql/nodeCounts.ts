import type { Queryable } from '#server/db/pg.ts'
import type { Span } from './journeySpan.ts'

/** outlet '': arrivals. Every other outlet, '!ended' '!canceled' '!error' among them: departures. */
export type NodeCount = { nodeKey: string; outlet: string; inside: number; life: number }

/**
 * Arrivals and departures by node and outlet: in [from, to), and over the journey's whole life, from which who is there
 * now follows. Locks nothing; reads one range of journey_node_execution_report's primary key (journey_id, bucket, ...).
 */
export async function readNodeCounts(db: Queryable, journeyId: number, { from, to }: Span): Promise<NodeCount[]> {
  const { rows } = await db.query<NodeCount>({
    name: 'report_node_counts',
    text: `
      select node_key as "nodeKey", outlet, sum(count)::bigint as life,
             coalesce(sum(count) filter (where bucket >= $2 and bucket < $3), 0)::bigint as inside
      from engine.journey_node_execution_report
      where journey_id = $1
      group by node_key, outlet`,
    values: [journeyId, from, to],
  })
  return rows
}
