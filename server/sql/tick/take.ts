import type { Sql } from '#server/db/pg.ts'

/**
 * Which shards this tick works on: those that have inbox rows or due timers, live lanes first, from shard $2 on, until
 * their rows make up $1. Where a list of them is given ($4 shards, $5 lanes, $6 timers), from the last such look, it is gone on
 * with and nothing is looked for.
 *
 * Locks: advisory (1, shard), transaction level, try. It is a statement of its own because a READ COMMITTED statement
 * sees what was committed when it began: one that locked and read would read the shard as it was before the lock. So what
 * it counts is a hint.
 * Timers that are due are looked at from both ends where they are many: those that a tick set are of few shards, and stand together.
 * Served by the primary key of inbox (a loose scan over shard and lane) and timer_next. The inbox is looked at from its end: before the
 * rows that wait lie those that are gone, until they are vacuumed. The arrays travel through the recursion since a CTE named
 * inside it would be evaluated at every step.
 *
 * $1 rows wanted, $2 first shard, $3 the clock or null, $4 to $6 a list, or three empty ones
 */
export const take = {
  name: 'tick_take',
  text: `
with recursive waiting as (
  (select shard, lane from engine.inbox order by shard desc, lane desc, workspace_id desc, id desc limit 1)
  union all
  select n.shard, n.lane from waiting w cross join lateral (
    select i.shard, i.lane from engine.inbox i where (i.shard, i.lane) < (w.shard, w.lane)
    order by i.shard desc, i.lane desc, i.workspace_id desc, i.id desc limit 1) n
),
longest as materialized (
  select shard, lane from engine.timer where due_at <= coalesce($3::timestamptz, now()) and cardinality($4::smallint[]) = 0 order by due_at limit $1 * 4
),
latest as (
  select shard, lane from engine.timer where due_at <= coalesce($3::timestamptz, now()) and (select count(*) from longest) >= $1 * 4
  order by due_at desc limit $1 * 4
),
due as (
  select shard, lane, count(*)::int as timers from (select shard, lane from longest union all select shard, lane from latest) t group by shard, lane
),
list as materialized (
  select $4::smallint[] as shards, $5::smallint[] as lanes, $6::int[] as timers where cardinality($4) > 0
  union all
  select coalesce(array_agg(shard order by place), '{}'), coalesce(array_agg(lane order by place), '{}'), coalesce(array_agg(timers order by place), '{}')
  from (
    select shard, lane, sum(timers)::int as timers, row_number() over (order by lane, (shard - $2::int + 64) % 64) as place
    from (select shard, lane, 0 as timers from waiting union all select shard, lane, timers from due) x
    group by shard, lane) y
  where cardinality($4) = 0
  having cardinality($4) = 0
),
walk as (
  select 0 as n, shards, lanes, timers, null::smallint as shard, null::smallint as lane, 0::bigint as gathered from list
  union all
  select w.n + 1, w.shards, w.lanes, w.timers, case when l.locked then w.shards[w.n + 1] end, w.lanes[w.n + 1],
    w.gathered + case when l.locked then c.rows else 0 end
  from walk w
  cross join lateral (select pg_try_advisory_xact_lock(1, w.shards[w.n + 1]) as locked offset 0) l
  cross join lateral (select w.timers[w.n + 1] + case when l.locked then (select count(*) from (
    select from engine.inbox i where i.shard = w.shards[w.n + 1] and i.lane = w.lanes[w.n + 1]
    order by i.workspace_id desc, i.id desc limit $1) r) else 0 end as rows offset 0) c
  where w.gathered < $1 and w.n < cardinality(w.shards)
)
select coalesce(json_agg(w.shard order by w.n) filter (where w.shard is not null), '[]') as shards,
  coalesce(json_agg(w.lane order by w.n) filter (where w.shard is not null), '[]') as lanes, max(w.gathered)::int as gathered,
  max(w.n) as passed, to_json(l.shards) as "listShards", to_json(l.lanes) as "listLanes", to_json(l.timers) as "listTimers"
from list l cross join walk w group by l.shards, l.lanes, l.timers`,
} satisfies Sql

/** `shards` and `lanes` are held; about `gathered` rows wait there. Of the list that was gone through, the first `passed` were looked at. */
export type TakeRow = {
  shards: number[]
  lanes: number[]
  gathered: number
  passed: number
  listShards: number[]
  listLanes: number[]
  listTimers: number[]
}
