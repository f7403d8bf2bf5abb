import { type DraftNode, draftNodeSchema } from '#domain/journey/document.ts'
import type { Queryable } from '#server/db/pg.ts'

/** Every node any version of a journey had, as the newest that has it names it. Locks nothing; one journey's versions. */
export async function readJourneyNodes(db: Queryable, journeyId: number): Promise<DraftNode[]> {
  const { rows } = await db.query<{ node: unknown }>({
    name: 'report_journey_nodes',
    text: `
      select distinct on (n.node ->> 'key') n.node
      from public.journey_version v cross join lateral jsonb_array_elements(v.document -> 'nodes') as n (node)
      where v.journey_id = $1
      order by n.node ->> 'key', v.number desc`,
    values: [journeyId],
  })
  return rows.map((row) => draftNodeSchema.parse(row.node))
}
