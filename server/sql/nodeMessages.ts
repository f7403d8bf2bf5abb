import type { Queryable } from '#server/db/pg.ts'
import type { Span } from './journeySpan.ts'

export type NodeMessages = { nodeKey: string; outcome: string; inside: number; life: number }

/**
 * Messages by node and outcome: in [from, to), and over the journey's whole life. Locks nothing; reads one range of
 * journey_node_performance_report's primary key (journey_id, bucket, ...).
 */
export async function readNodeMessages(db: Queryable, journeyId: number, { from, to }: Span): Promise<NodeMessages[]> {
  const { rows } = await db.query<NodeMessages>({
    name: 'report_node_messages',
    text: `
      select node_key as "nodeKey", outcome, sum(count)::bigint as life,
             coalesce(sum(count) filter (where bucket >= $2 and bucket < $3), 0)::bigint as inside
      from engine.journey_node_performance_report
      where journey_id = $1
      group by node_key, outcome`,
    values: [journeyId, from, to],
  })
  return rows
}
