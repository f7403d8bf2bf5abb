import type { Sql } from '#server/db/pg.ts'

/** The journey $2 of workspace $1 as `initiate` needs it. Locks nothing; primary keys. */
export const initiableSql = {
  name: 'initiable_journey',
  text: `select j.status::text as status,
  (select n ->> 'key' from jsonb_array_elements(v.document -> 'nodes') with ordinality x(n, position)
   where n ->> 'kind' = 'trigger.api' order by position limit 1) as "nodeKey"
from public.journey j left join public.journey_version v on v.id = j.live_version_id where j.id = $2 and j.workspace_id = $1`,
} satisfies Sql
export type InitiableRow = { status: string; nodeKey: string | null }

export const segmentByKeySql = {
  name: 'segment_by_key',
  text: 'select id from public.segment where workspace_id = $1 and key = $2',
} satisfies Sql

/**
 * Opens a run: $1 workspace, $2 journey, $3 node, $4 slot or null for now, $5 by, $6 segment or null, $7 context, $8 passed over.
 * No row when the slot was opened before: of two who open it at once, one waits and gets none. By the unique key
 * (journey_id, node_key, occurrence).
 */
export const openRunSql = {
  name: 'open_audience_run',
  text: `insert into engine.audience_run (workspace_id, journey_id, node_key, occurrence, by, segment_key, context, passed_over)
values ($1, $2, $3, coalesce($4::timestamptz, clock_timestamp()), $5, $6, $7, $8)
on conflict (journey_id, node_key, occurrence) do nothing
returning id, occurrence`,
} satisfies Sql
export type OpenedRow = { id: number; occurrence: Date }

/** Ties a run, $1, to the walk that meets its members, $2. Primary key. */
export const tieRunSql = { name: 'tie_audience_run', text: 'update engine.audience_run set walk_id = $2 where id = $1' } satisfies Sql

const columns = `r.id, r.by, r.node_key as "nodeKey", r.occurrence, r.segment_key as segment, r.context, r.passed_over as "passedOver",
  r.created_at as "createdAt", w.total, coalesce(w.fed, 0) as entered,
  case when r.walk_id is null then r.created_at else w.finished_at end as "finishedAt"
from engine.audience_run r left join engine.member_walk w on w.id = r.walk_id`

/** A page of a journey's runs, the newest first: $1 journey, $2 id before, $3 how many. By audience_run_recent. */
export const listRunsSql = {
  name: 'list_audience_runs',
  text: `select ${columns} where r.journey_id = $1 and r.id < $2 order by r.id desc limit $3`,
} satisfies Sql

/** One run. Primary keys. */
export const readRunSql = { name: 'read_audience_run', text: `select ${columns} where r.id = $1` } satisfies Sql
export type RunRow = {
  id: number
  by: string
  nodeKey: string
  occurrence: Date
  segment: string | null
  context: unknown
  passedOver: string | null
  createdAt: Date
  total: number | null
  entered: number
  finishedAt: Date | null
}
