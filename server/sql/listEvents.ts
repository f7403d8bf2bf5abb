import type { Queryable } from '#server/db/pg.ts'
import type { AliasSet } from './readAliases.ts'

export type EventPosition = { exact: string; id: number }
export type EventRow = EventPosition & {
  shard: number
  kind: string
  name: string
  at: Date
  acceptedAt: Date
  payload: unknown
  memberShard: number
  memberId: number
  userId: string | null
  email: string | null
  names: Record<string, unknown>
}

const columns = 'e.shard, e.member_id, e.id, e.kind, e.name, e.at, e.accepted_at, e.payload'
const newest = (limit: string) => `order by e.accepted_at desc, e.id desc limit ${limit}`
const before = (at: string, id: string) =>
  `e.accepted_at <= ${at}::timestamptz and (e.accepted_at, e.id) < (${at}::timestamptz, ${id}::bigint)`

/** The events with whom they happened to: a merged member by its winner. */
const withMember = (events: string) => `
  select e.shard, e.id, e.kind, e.name, e.at, e.accepted_at as "acceptedAt", e.payload,
         to_char(e.accepted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as exact,
         coalesce(w.shard, m.shard, e.shard) as "memberShard", coalesce(w.id, m.id, e.member_id) as "memberId",
         coalesce(w.user_id, m.user_id) as "userId", coalesce(w.email, m.email) as email,
         coalesce((select jsonb_object_agg(key, value) from jsonb_each(coalesce(w.attributes, m.attributes, '{}'))
                    where key in ('name', 'firstName', 'first_name', 'lastName', 'last_name')), '{}') as names
    from (${events}) e
    left join engine.member m on m.shard = e.shard and m.id = e.member_id
    left join engine.member w on w.shard = m.merged_into_shard and w.id = m.merged_into_id
   order by e.accepted_at desc, e.id desc`

/**
 * A workspace's names one by one, and of each its newest events: event has no index over all names, since the tick would
 * pay for it with every row. Serves: the primary key of event_report as a loose scan, event_by_name.
 */
const ofWorkspace = `
  with recursive names as (
    (select name from engine.event_report where workspace_id = $1 order by name limit 1)
    union all
    select (select r.name from engine.event_report r where r.workspace_id = $1 and r.name > names.name order by r.name limit 1)
      from names where names.name is not null
  )
  select e.* from names cross join lateral (
    select ${columns} from engine.event e where e.workspace_id = $1 and e.name = names.name and ${before('$2', '$3')} ${newest('$4')}
  ) e ${newest('$4')}`

const ofName = `select ${columns} from engine.event e where e.workspace_id = $1 and e.name = $5 and ${before('$2', '$3')} ${newest('$4')}`

/** Serves: the primary key of event. $5 narrows to a name, '' does not. */
const ofMember = `
  select e.* from unnest($1::smallint[], $6::bigint[]) as a (shard, id) cross join lateral (
    select ${columns} from engine.event e where e.shard = a.shard and e.member_id = a.id and ($5 = '' or e.name = $5) and ${before('$2', '$3')} ${newest('$4')}
  ) e ${newest('$4')}`

export type EventFilter = { workspaceId: number; name: string | null; aliases: AliasSet | null }

/** Events, the newest accepted first, older than the position. Locks nothing. */
export async function listEvents(
  db: Queryable,
  { workspaceId, name, aliases }: EventFilter,
  position: EventPosition | null,
  limit: number,
): Promise<EventRow[]> {
  const from = [position?.exact ?? 'infinity', position?.id ?? 0, limit]
  const query = aliases
    ? { name: 'list_events_of_member', text: withMember(ofMember), values: [aliases.shards, ...from, name ?? '', aliases.ids] }
    : name === null
      ? { name: 'list_events', text: withMember(ofWorkspace), values: [workspaceId, ...from] }
      : { name: 'list_events_of_name', text: withMember(ofName), values: [workspaceId, ...from, name] }
  const { rows } = await db.query<EventRow>(query)
  return rows
}
