import type { Sql } from '#server/db/pg.ts'

/**
 * The schedules of live versions: `since` is when this one was first published, `last` its latest slot. Locks nothing; journeys by
 * status, versions by primary key and journey, slots by the unique key of audience_run.
 */
export const liveSchedules = {
  name: 'live_schedules',
  text: `select j.id as "journeyId", j.workspace_id as "workspaceId", j.status::text = 'PAUSED' as "isPaused", w.time_zone as "timeZone",
  n ->> 'key' as "nodeKey", n -> 'settings' as settings, clock_timestamp() as now,
  (select max(r.occurrence) from engine.audience_run r where r.journey_id = j.id and r.node_key = n ->> 'key' and r.by = 'schedule') as last,
  (select min(o.published_at) from public.journey_version o where o.journey_id = j.id and o.document -> 'nodes' @> jsonb_build_array(
    jsonb_build_object('key', n ->> 'key', 'kind', 'trigger.schedule', 'settings', n -> 'settings'))) as since
from public.journey j join public.workspace w on w.id = j.workspace_id join public.journey_version v on v.id = j.live_version_id
cross join lateral jsonb_array_elements(v.document -> 'nodes') n
where j.status in ('ONGOING', 'PAUSED') and v.document -> 'nodes' @> '[{"kind": "trigger.schedule"}]' and n ->> 'kind' = 'trigger.schedule'`,
} satisfies Sql
export type LiveScheduleRow = {
  journeyId: number
  workspaceId: number
  isPaused: boolean
  timeZone: string
  nodeKey: string
  settings: unknown
  now: Date
  last: Date | null
  since: Date
}
