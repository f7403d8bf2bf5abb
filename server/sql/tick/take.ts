import type { Sql } from '#server/db/pg.ts'

/**
 * Which shards this tick works on: those that have inbox rows or due timers, live lanes first, from shard $2 on, until
 * their rows make up $1.
 *
 * Locks: advisory (1, shard), transaction level, try. It is a statement of its own because a READ COMMITTED statement
 * sees what was committed when it began: one that locked and read would read the shard as it was before the lock. So what
 * it counts is a hint.
 * Served by the primary key of inbox (a loose scan over shard and lane) and timer_next. The arrays travel through the
 * recursion since a CTE named inside it would be evaluated at every step.
 *
 * $1 rows wanted, $2 first shard, $3 the clock or null
 */
export const take = {
  name: 'tick_take',
  text: `
with recursive waiting as (
  (select shard, lane from engine.inbox order by shard, lane limit 1)
  union all
  select n.shard, n.lane from waiting w cross join lateral (
    select i.shard, i.lane from engine.inbox i where (i.shard, i.lane) > (w.shard, w.lane) order by i.shard, i.lane limit 1) n
),
due as (
  select shard, lane, count(*)::int as timers
  from (select shard, lane from engine.timer where due_at <= coalesce($3::timestamptz, now()) order by due_at limit $1 * 4) t
  group by shard, lane
),
list as materialized (
  select coalesce(array_agg(shard order by place), '{}') as shards, coalesce(array_agg(lane order by place), '{}') as lanes,
    coalesce(array_agg(timers order by place), '{}') as timers
  from (
    select shard, lane, sum(timers)::int as timers, row_number() over (order by lane, (shard - $2::int + 64) % 64) as place
    from (select shard, lane, 0 as timers from waiting union all select shard, lane, timers from due) x
    group by shard, lane) y
),
walk as (
  select 0 as n, shards, lanes, timers, null::smallint as shard, null::smallint as lane, 0::bigint as gathered from list
  union all
  select w.n + 1, w.shards, w.lanes, w.timers, case when l.locked then w.shards[w.n + 1] end, w.lanes[w.n + 1],
    w.gathered + case when l.locked then c.rows else 0 end
  from walk w
  cross join lateral (select pg_try_advisory_xact_lock(1, w.shards[w.n + 1]) as locked offset 0) l
  cross join lateral (select w.timers[w.n + 1] + case when l.locked then (select count(*) from (
    select from engine.inbox i where i.shard = w.shards[w.n + 1] and i.lane = w.lanes[w.n + 1] limit $1) r) else 0 end as rows offset 0) c
  where w.gathered < $1 and w.n < cardinality(w.shards)
)
select shard, lane, gathered::int from walk where shard is not null order by n`,
} satisfies Sql
/** `gathered` runs: rows counted up to and with this line. */
export type TakeRow = { shard: number; lane: number; gathered: number }
