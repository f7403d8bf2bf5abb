import type { Sql } from '#server/db/pg.ts'
import { cell, type Packs, packs, unpack } from './packed.ts'

/** `id` is the inbox row's, a timer's is its progress's. `at`: epoch ms. `row` is where the row lies. */
export type ReadRow = {
  shard: number
  lane: number
  kind: string
  id: number
  memberId: number
  at: number
  row: string
  payload: unknown
  workspace: number
}
type Group = 'shard' | 'lane' | 'workspace'
type Packed = Omit<ReadRow, Group | 'row'>
const columns: { [Column in keyof Packed]: string } = {
  kind: 'y.kind',
  id: 'y.id',
  memberId: 'y.member_id',
  at: 'y.at',
  payload: 'y.payload',
}

/**
 * The work of the shards $1, each in the lane $2 beside it: inbox rows and due timers as one stream by instant, an event before a timer
 * at the same instant. The merged stream is cut at $3 rows per shard and lane, shared between the workspaces that wait
 * there (at most 32 of them, from the one after $4 on), so that none fills it alone.
 * The catalog's epoch comes in the same snapshot: what was accepted after a publish always meets it.
 *
 * Locks nothing: the shards are held. Served by the primary keys of inbox and timer (a loose scan over workspace_id). The bounds of
 * timers are rows, which only that key can serve: by due_at alone, a million members who are due at one instant would be read through
 * for each shard.
 * A row for each shard, lane and workspace that has some, packed as in packed.ts; one of nulls when there is no work.
 *
 * $1 shards, $2 lanes, $3 rows, $4 workspace, $5 the clock or null
 */
export const read = {
  name: 'tick_read',
  text: `
select c.epoch, date_part('epoch', coalesce($5::timestamptz, now())) * 1000 as now, r.*
from engine.catalog c left join lateral (
  select s.shard, s.lane, x.* from unnest($1::smallint[], $2::smallint[]) s(shard, lane) cross join lateral (
    with recursive w as (
      (select least(
        (select workspace_id from engine.inbox where shard = s.shard and lane = s.lane and workspace_id > $4 order by workspace_id limit 1),
        (select workspace_id from engine.timer where shard = s.shard and lane = s.lane and workspace_id > $4 order by workspace_id limit 1)
      ) as id, 1 as n)
      union all
      select least(
        (select workspace_id from engine.inbox where shard = s.shard and lane = s.lane and workspace_id > w.id order by workspace_id limit 1),
        (select workspace_id from engine.timer where shard = s.shard and lane = s.lane and workspace_id > w.id order by workspace_id limit 1)
      ), n + 1 from w where w.id is not null and w.n < 32
    )
    select w.id as workspace, z.*
    from (select id, ceil($3::numeric / count(*) over ())::int as share from w where id is not null) w cross join lateral (
      select string_agg(y.row, ' ') as rows, ${packs(columns)} from (
      select * from (
      (select i.kind, i.id, i.member_id, date_part('epoch', i.accepted_at) * 1000 as at, i.ctid::text as row, i.payload
       from engine.inbox i where i.shard = s.shard and i.lane = s.lane and i.workspace_id = w.id order by i.id limit w.share)
      union all
      (select 'timer', t.progress_id, t.member_id, date_part('epoch', t.due_at) * 1000, t.ctid::text, null
       from engine.timer t
       where (t.shard, t.lane, t.workspace_id, t.due_at) >= (s.shard, s.lane, w.id, '-infinity'::timestamptz)
         and (t.shard, t.lane, t.workspace_id, t.due_at) <= (s.shard, s.lane, w.id, coalesce($5::timestamptz, now()))
       order by t.shard, t.lane, t.workspace_id, t.due_at, t.progress_id limit w.share)
      ) m order by m.at, m.kind = 'timer', m.id limit w.share
      ) y
    ) z
  ) x
) r on r.rows is not null`,
} satisfies Sql
/** `rows`: a word each; as JSON each of these short texts would be looked up among all others that the process knows. */
export type ReadRows = EpochRow & Packs<Packed> & Pick<ReadRow, Group> & { rows: string | null }

/** The rows of an answer. */
export const readRows = (groups: readonly ReadRows[]): ReadRow[] =>
  groups.flatMap(({ shard, lane, workspace, rows, ...of }) => {
    const places = rows?.split(' ') ?? []
    return unpack<Packed, ReadRow>(of, Object.keys(columns), (cells) => (at) => ({
      shard,
      lane,
      kind: cell(cells.kind, at),
      id: cell(cells.id, at),
      memberId: cell(cells.memberId, at),
      at: cell(cells.at, at),
      row: cell(places, at),
      payload: cell(cells.payload, at),
      workspace,
    }))
  })

/** The epoch and the instant alone, for a merge. $1 the clock or null. */
export const readEpoch = {
  name: 'tick_read_epoch',
  text: `select epoch, date_part('epoch', coalesce($1::timestamptz, now())) * 1000 as now from engine.catalog`,
} satisfies Sql
/** `now`: epoch ms. */
export type EpochRow = { epoch: number; now: number }
