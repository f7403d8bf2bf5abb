import type { JourneyStatus } from '#domain/journey/resource.ts'
import type { Sql } from '#server/db/pg.ts'

export const journeySorts = ['updatedAt', 'createdAt', 'name', 'status', 'triggered', 'inProgress'] as const
export type JourneySort = (typeof journeySorts)[number]

const totals = `
  select coalesce(sum(triggered), 0)::bigint as triggered, coalesce(sum(ended), 0)::bigint as ended, coalesce(sum(errored), 0)::bigint as error,
         coalesce(sum(triggered - ended - canceled - errored), 0)::bigint as in_progress
  from engine.journey_report r where r.journey_id = j.id`

/** What a sort compares, as text-safe values that a cursor can carry. */
const keys: Record<JourneySort, { of: string; type: string; counted?: true }> = {
  updatedAt: { of: 'j.updated_at', type: 'timestamptz' },
  createdAt: { of: 'j.created_at', type: 'timestamptz' },
  name: { of: 'lower(j.name)', type: 'text' },
  status: { of: `array_position(array['ONGOING', 'PAUSED', 'DRAFT', 'ENDED'], j.status::text)`, type: 'int' },
  triggered: { of: 'c.triggered', type: 'bigint', counted: true },
  inProgress: { of: 'c.in_progress', type: 'bigint', counted: true },
}

/**
 * A page of the list with every count in one statement: counters are read by journey (journey_report's primary key), for
 * the page alone unless they are what is sorted by. `days` maps the day (0 is 29 days ago, in the zone) to how many were
 * triggered. Parameters: workspace, status or null, pattern or null, key and id after which or nulls, how many, zone.
 */
export function listJourneysSql(sort: JourneySort, descending: boolean): Sql {
  const { of, type, counted } = keys[sort]
  const after = descending ? '<' : '>'
  const order = descending ? 'desc' : 'asc'
  return {
    name: `list_journeys_${sort}_${order}`,
    text: `
with page as materialized (
  select j.id, ${of} as key
  from journey j ${counted ? `cross join lateral (${totals}) c` : ''}
  where j.workspace_id = $1 and ($2::text is null or j.status::text = $2)
    and ($3::text is null or j.name ilike $3 or exists (
      select 1 from journey_node n where n.journey_id = j.id and (n.name ilike $3 or n.settings->>'event' ilike $3 or n.settings->>'template' ilike $3)))
    and ($4::text is null or (${of}, j.id) ${after} ($4::${type}, $5::int))
  order by ${of} ${order}, j.id ${order} limit $6
), today as (select (now() at time zone $7)::date as day)
select j.id, page.key::text as key, j.name, j.status, v.number as version, j.draft_number is distinct from j.published_draft_number as changed,
       j.created_at, j.updated_at, o.id as editor_id, o.name as editor_name, c.*, d.days
from page join journey j on j.id = page.id
left join journey_version v on v.id = j.live_version_id
left join operator o on o.id = j.updated_by_id
cross join lateral (${totals}) c
cross join today
cross join lateral (
  select coalesce(jsonb_object_agg(day, n), '{}') as days from (
    select (r.bucket at time zone $7)::date - (today.day - 29) as day, sum(r.triggered) as n
    from engine.journey_report r
    where r.journey_id = j.id and r.bucket >= ((today.day - 29)::timestamp at time zone $7)
    group by 1) per_day) d
order by page.key ${order}, page.id ${order}`,
  }
}

export type JourneyListRow = {
  id: number
  key: string
  name: string
  status: JourneyStatus
  version: number | null
  changed: boolean
  created_at: Date
  updated_at: Date
  editor_id: number | null
  editor_name: string | null
  triggered: number
  ended: number
  error: number
  in_progress: number
  days: Record<string, number>
}
