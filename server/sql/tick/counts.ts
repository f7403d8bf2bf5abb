import type { Sql } from '#server/db/pg.ts'

/**
 * How many applied events of a name a member has, in a window, and when the first of those was. Question n: the name
 * $4[n], own time after $5[n] (null: ever), of one of the member's selves $2[n], $3[n].
 *
 * Locks nothing: only the holder of the shard adds to the member's history. Served by the primary key of event, index only
 * (name and time are included). Own time is never after acceptance, so the window also prunes partitions.
 */
export const counts = {
  name: 'tick_counts',
  text: `
select k.question, sum(c.count)::int as count, date_part('epoch', min(c.first)) * 1000 as "firstAt"
from unnest($1::int[], $2::smallint[], $3::bigint[], $4::text[], $5::timestamptz[]) k(question, shard, member_id, name, after)
cross join lateral (
  select count(*) as count, min(e.at) as first from engine.event e
  where e.shard = k.shard and e.member_id = k.member_id and e.name = k.name
    and e.accepted_at > coalesce(k.after, '-infinity') and e.at > coalesce(k.after, '-infinity')) c
group by k.question`,
} satisfies Sql
export type CountRow = { question: number; count: number; firstAt: number | null }

/**
 * The events themselves, for questions that look at properties: the comparison is made by domain/condition, so that it is
 * one and the same everywhere. As counts; the payload is read from the row.
 */
export const pastEvents = {
  name: 'tick_past_events',
  text: `
select k.question, date_part('epoch', e.at) * 1000 as at, e.payload -> 'properties' as properties
from unnest($1::int[], $2::smallint[], $3::bigint[], $4::text[], $5::timestamptz[]) k(question, shard, member_id, name, after)
join engine.event e on e.shard = k.shard and e.member_id = k.member_id and e.name = k.name
  and e.accepted_at > coalesce(k.after, '-infinity') and e.at > coalesce(k.after, '-infinity')`,
} satisfies Sql
export type PastEventRow = { question: number; at: number; properties: unknown }
