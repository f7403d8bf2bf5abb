import type { Sql } from '#server/db/pg.ts'

/**
 * Bulk feeds: commands for the passages of a journey, put into the bulk lane shard by shard, never more than a set depth.
 * Locks nothing; what is fed twice is applied once, since the command finds nothing to do.
 */

/** How a journey stands, for deciding what to feed. By primary key. */
export const feedJourney = {
  name: 'feed_journey',
  text: 'select status::text as status, drains from public.journey where id = $1',
} satisfies Sql
export type FeedJourneyRow = { status: string; drains: boolean }

/** Bulk rows that wait in each shard, counted up to $1. By the primary key of inbox. */
export const feedDepths = {
  name: 'feed_depths',
  text: `
select s.shard, (select count(*)::int from (select from engine.inbox where shard = s.shard and lane = 1 limit $1) r) as depth
from generate_series(0, 63) s(shard)`,
} satisfies Sql
export type FeedDepthRow = { shard: number; depth: number }

/** When what a pause parked happened: the timer met, or the event that came first. `p` is a row of engine.progress. */
const parkedAt = `least(p.parked_due, to_timestamp((p.rest -> 'parked' ->> 'at')::float8 / 1000))`

/**
 * Re-arms up to $4 parked passages of journey $1 in shard $2 after passage $3, as the journey's resume says: each at its own
 * instant (a golden-ratio hash of its id, so that they lie evenly), or not at all when it is too late. What it says of a
 * passage is the same whoever asks, and when. By progress_parked and the primary key of journey.
 */
export const feedParked = {
  name: 'feed_parked',
  text: `with
how as (select catch_up ->> 'mode' as mode, (catch_up ->> 'ms')::float8 as ms, coalesce(resumed_at, now()) as resumed from public.journey where id = $1),
chunk as (select p.id, p.workspace_id, p.member_id, ${parkedAt} as at from engine.progress p
  where p.journey_id = $1 and p.shard = $2 and p.parked_due is not null and p.id > $3 order by p.id limit $4),
fed as (insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload)
  select $2, 1, workspace_id, member_id, 'command', jsonb_strip_nulls(jsonb_build_object('do', 'rearm', 'progressId', id,
    'dueAt', case when mode = 'spread' then to_char((resumed + ((id * 2654435761) & 4294967295) / 4294967296.0 * ms * interval '1 ms') at time zone 'UTC',
      'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end,
    'tooLate', case when mode = 'skip_older' and at < resumed - ms * interval '1 ms' then true end))
  from chunk, how order by id returning 1)
select (select count(*)::int from chunk) as looked, (select count(*)::int from fed) as fed, (select max(id) from chunk) as last`,
} satisfies Sql

/** Cancels up to $4 open passages of journey $1 in shard $2 after passage $3. By progress_open. */
export const feedOpen = {
  name: 'feed_open',
  text: `with
chunk as (select id, workspace_id, member_id from engine.progress
  where journey_id = $1 and shard = $2 and status in ('READY', 'RUNNING', 'WAITING') and id > $3 order by id limit $4),
fed as (insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload)
  select $2, 1, workspace_id, member_id, 'command', jsonb_build_object('do', 'cancel', 'progressId', id, 'reason', 'journey_ended')
  from chunk order by id returning 1)
select (select count(*)::int from chunk) as looked, (select count(*)::int from fed) as fed, (select max(id) from chunk) as last`,
} satisfies Sql
export type FeedChunkRow = { looked: number; fed: number; last: number | null }

/**
 * How many passages of journey $1 a pause has parked, how many of them since before $2 ms ago (null: none), and since when the
 * oldest. At the instant of the snapshot. By progress_parked.
 */
export const countParked = {
  name: 'count_parked',
  text: `
select now() as at, count(*)::int as parked, min(${parkedAt}) as "oldestAt",
  count(*) filter (where ${parkedAt} < now() - $2::float8 * interval '1 ms')::int as older
from engine.progress p where p.journey_id = $1 and p.parked_due is not null`,
} satisfies Sql
export type CountParkedRow = { at: Date; parked: number; oldestAt: Date | null; older: number }

/**
 * Journeys that have something to feed: parked passages although nobody pauses them, or members inside although they ended
 * by cancel in the last week (later ones are canceled by their timers), or members to take to a new version. What a lost job
 * was about is found again here. By progress_parked, version_move_under_way and the primary key of journey_report.
 */
export const unfedJourneys = {
  name: 'unfed_journeys',
  text: `
select j.id from public.journey j
where ((j.status = 'ONGOING' or (j.status = 'ENDED' and j.drains)) and exists (select from engine.progress p where p.journey_id = j.id and p.parked_due is not null))
   or (j.status = 'ENDED' and not j.drains and j.ended_at > now() - interval '7 days'
     and (select sum(r.triggered - r.ended - r.canceled - r.errored) from engine.journey_report r where r.journey_id = j.id) > 0)
   or exists (select from engine.version_move m where m.journey_id = j.id and m.done_at is null)`,
} satisfies Sql
