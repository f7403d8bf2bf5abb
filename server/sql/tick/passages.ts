import type { Sql } from '#server/db/pg.ts'
import { cell, packed, type Source } from './packed.ts'

export type PassageRow = {
  id: number
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

/** What the engine knows of passages, from rows `p` of engine.progress. */
const columns = {
  id: 'p.id',
  journeyId: 'p.journey_id',
  versionId: 'p.version_id',
  memberId: 'p.member_id',
  lane: 'p.lane',
  nodeKey: 'p.node_key',
  status: 'p.status',
  visits: 'p.visits',
  rowVersion: 'p.row_version',
  entryKey: 'p.entry_key',
  dueAt: "date_part('epoch', p.due_at) * 1000",
  enteredAt: "date_part('epoch', p.entered_at) * 1000",
  entry: 'p.entry',
}

const seldom = {
  id: 'p.id',
  columns: {
    reason: 'p.reason',
    parkedDueAt: "date_part('epoch', p.parked_due) * 1000",
    convertedAt: "date_part('epoch', p.converted_at) * 1000",
    failedAt: 'p.failed_at',
    rest: 'p.rest',
    variables: 'p.variables',
  },
}
type Seldom = keyof (typeof seldom)['columns']

function row(of: Source<PassageRow, Seldom>, at: number): PassageRow {
  const id = cell(of.id, at)
  const { reason, parkedDueAt, convertedAt, failedAt, rest, variables } = of.seldomOf(id)
  return {
    id,
    journeyId: cell(of.journeyId, at),
    versionId: cell(of.versionId, at),
    memberId: cell(of.memberId, at),
    lane: cell(of.lane, at),
    nodeKey: cell(of.nodeKey, at),
    status: cell(of.status, at),
    reason,
    visits: cell(of.visits, at),
    rowVersion: cell(of.rowVersion, at),
    entryKey: cell(of.entryKey, at),
    parkedDueAt,
    dueAt: cell(of.dueAt, at),
    enteredAt: cell(of.enteredAt, at),
    convertedAt,
    failedAt,
    rest,
    variables,
    entry: cell(of.entry, at),
  }
}

/**
 * The passages that a timer or a command of this tick is about. Never all passages of a member.
 *
 * Locks nothing: their shards are held. Served by the primary key of progress.
 */
export const passages = packed<PassageRow, Seldom>({
  name: 'tick_passages',
  columns,
  seldom,
  from: `from (select unnest($1::smallint[]) as shard, unnest($2::bigint[]) as id) k join engine.progress p on p.shard = k.shard and p.id = k.id`,
  row,
})

/**
 * The passages of members that wait for something beside their timer: $1 shards, $2 members.
 *
 * Locks nothing: their shards are held. Served by the primary keys of subscription and progress.
 */
export const awaitingPassages = packed<PassageRow, Seldom>({
  name: 'tick_awaiting_passages',
  columns,
  seldom,
  from: `from (
  select o.* from (select distinct s.shard, s.progress_id from unnest($1::smallint[], $2::bigint[]) k(shard, member_id)
    join engine.subscription s on s.shard = k.shard and s.member_id = k.member_id) a
  join engine.progress o on o.shard = a.shard and o.id = a.progress_id order by o.entered_at, o.id) p`,
  row,
})

/**
 * Of each member and journey ($1 shards, $2 members, $3 journeys) the passages that are not over, and the latest.
 *
 * Locks nothing: their shards are held. Served by progress_by_member.
 */
export const journeyPassages = packed<PassageRow, Seldom>({
  name: 'tick_journey_passages',
  columns,
  seldom,
  from: `from unnest($1::smallint[], $2::bigint[], $3::int[]) k(shard, member_id, journey_id) cross join lateral (
  select o.*, row_number() over (order by o.entered_at desc, o.id desc) as place from engine.progress o
  where o.shard = k.shard and o.journey_id = k.journey_id and o.member_id = k.member_id) p
where p.node_key is not null or p.place = 1`,
  row,
})

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
