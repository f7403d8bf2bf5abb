import type { Sql } from '#server/db/pg.ts'

/** What the engine knows of a passage, from a row `p` of engine.progress. */
const columns = `p.shard, p.id, p.workspace_id as "workspaceId", p.journey_id as "journeyId", p.version_id as "versionId", p.member_id as "memberId",
  p.lane, p.node_key as "nodeKey", p.status, p.reason, p.visits, p.row_version as "rowVersion", p.entry_key as "entryKey",
  date_part('epoch', p.parked_due) * 1000 as "parkedDueAt", date_part('epoch', p.due_at) * 1000 as "dueAt",
  date_part('epoch', p.entered_at) * 1000 as "enteredAt", date_part('epoch', p.converted_at) * 1000 as "convertedAt",
  p.failed_at as "failedAt", p.rest, p.variables, p.entry`

export type PassageRow = {
  shard: number
  id: number
  workspaceId: number
  journeyId: number
  versionId: number
  memberId: number
  lane: number
  nodeKey: string | null
  status: string
  reason: string | null
  visits: number
  rowVersion: number
  entryKey: string
  parkedDueAt: number | null
  dueAt: number | null
  enteredAt: number
  convertedAt: number | null
  failedAt: string | null
  rest: unknown
  variables: unknown
  entry: unknown
}

/**
 * The passages that a timer or a command of this tick is about. Never all passages of a member.
 *
 * Locks nothing: their shards are held. Served by the primary key of progress.
 */
export const passages = {
  name: 'tick_passages',
  text: `
select ${columns}
from unnest($1::smallint[], $2::bigint[]) k(shard, id) join engine.progress p on p.shard = k.shard and p.id = k.id`,
} satisfies Sql

/**
 * The passages of members that wait for something beside their timer: $1 shards, $2 members.
 *
 * Locks nothing: their shards are held. Served by the primary keys of subscription and progress.
 */
export const awaitingPassages = {
  name: 'tick_awaiting_passages',
  text: `
select ${columns}
from (select distinct s.shard, s.progress_id from unnest($1::smallint[], $2::bigint[]) k(shard, member_id)
  join engine.subscription s on s.shard = k.shard and s.member_id = k.member_id) a
join engine.progress p on p.shard = a.shard and p.id = a.progress_id order by p.entered_at, p.id`,
} satisfies Sql

/**
 * Of each member and journey ($1 shards, $2 members, $3 journeys) the passages that are not over, and the latest.
 *
 * Locks nothing: their shards are held. Served by progress_by_member.
 */
export const journeyPassages = {
  name: 'tick_journey_passages',
  text: `
select ${columns}
from unnest($1::smallint[], $2::bigint[], $3::int[]) k(shard, member_id, journey_id) cross join lateral (
  select o.*, row_number() over (order by o.entered_at desc, o.id desc) as place from engine.progress o
  where o.shard = k.shard and o.journey_id = k.journey_id and o.member_id = k.member_id) p
where p.node_key is not null or p.place = 1`,
} satisfies Sql

/**
 * When passages ($1 shards, $2 ids) came to where they rest: coming to rest is the last line of a passage's last walk.
 *
 * Locks nothing: their shards are held. Served by the primary keys of walk's partitions.
 */
export const arrivals = {
  name: 'tick_arrivals',
  text: `
select k.id as "progressId", date_part('epoch', w.at) * 1000 as at
from unnest($1::smallint[], $2::bigint[]) k(shard, id) cross join lateral (
  select at from engine.walk where shard = k.shard and progress_id = k.id order by at desc limit 1) w`,
} satisfies Sql
export type ArrivalRow = { progressId: number; at: number }
