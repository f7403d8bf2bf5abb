import type { Queryable } from '#server/db/pg.ts'

/** [from, to) for counters: instants, or '-infinity' and 'infinity' where a side is open. */
export type Span = { from: string; to: string }

/** What a report needs to know of its journey. `first` and `last`: the buckets counting began and stands at. */
export type JourneySpan = {
  now: Date
  timeZone: string
  settings: unknown
  first: Date | null
  last: Date | null
  liveDocument: unknown
}

/**
 * Null when the workspace has no such journey. Locks nothing; two probes of journey_report's primary key.
 * `now` is the database's clock.
 */
export async function readJourneySpan(db: Queryable, workspaceId: number, journeyId: number): Promise<JourneySpan | null> {
  const { rows } = await db.query<JourneySpan>({
    name: 'report_journey_span',
    text: `
      select now() as now, w.time_zone as "timeZone", w.settings, v.document as "liveDocument",
             (select min(bucket) from engine.journey_report r where r.journey_id = j.id) as first,
             (select max(bucket) from engine.journey_report r where r.journey_id = j.id) as last
      from public.journey j
      join public.workspace w on w.id = j.workspace_id
      left join public.journey_version v on v.id = j.live_version_id
      where j.id = $2 and j.workspace_id = $1`,
    values: [workspaceId, journeyId],
  })
  return rows[0] ?? null
}
