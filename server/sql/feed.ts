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

/** Re-arms up to $4 parked passages of journey $1 in shard $2 after passage $3. By progress_parked. */
export const feedParked = {
  name: 'feed_parked',
  text: `with
chunk as (select id, workspace_id, member_id from engine.progress where journey_id = $1 and shard = $2 and parked_due is not null and id > $3 order by id limit $4),
fed as (insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload)
  select $2, 1, workspace_id, member_id, 'command', jsonb_build_object('do', 'rearm', 'progressId', id) from chunk order by id returning 1)
select (select count(*)::int from chunk) as looked, (select count(*)::int from fed) as fed, (select max(id) from chunk) as last, ''::text as key`,
} satisfies Sql

/**
 * Cancels the open ones among the next $4 passages of journey $1 in shard $2 after member $3 and entry key $5. By the unique
 * key (shard, journey_id, member_id, entry_key).
 */
export const feedOpen = {
  name: 'feed_open',
  text: `with
chunk as (select id, workspace_id, member_id, entry_key, node_key from engine.progress
  where shard = $2 and journey_id = $1 and (member_id, entry_key) > ($3::bigint, $5::text) order by member_id, entry_key limit $4),
fed as (insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload)
  select $2, 1, workspace_id, member_id, 'command', jsonb_build_object('do', 'cancel', 'progressId', id, 'reason', 'journey_ended')
  from chunk where node_key is not null order by id returning 1),
last as (select member_id, entry_key from chunk order by member_id desc, entry_key desc limit 1)
select (select count(*)::int from chunk) as looked, (select count(*)::int from fed) as fed, (select member_id from last) as last,
  coalesce((select entry_key from last), '') as key`,
} satisfies Sql
export type FeedChunkRow = { looked: number; fed: number; last: number | null; key: string }

/**
 * Journeys that have something to feed: parked passages although nobody pauses them, or members inside although they ended
 * by cancel in the last week (later ones are canceled by their timers). What a lost job was about is found again here.
 * By progress_parked and the primary key of journey_report.
 */
export const unfedJourneys = {
  name: 'unfed_journeys',
  text: `
select j.id from public.journey j
where ((j.status = 'ONGOING' or (j.status = 'ENDED' and j.drains)) and exists (select from engine.progress p where p.journey_id = j.id and p.parked_due is not null))
   or (j.status = 'ENDED' and not j.drains and j.ended_at > now() - interval '7 days'
     and (select sum(r.triggered - r.ended - r.canceled - r.errored) from engine.journey_report r where r.journey_id = j.id) > 0)`,
} satisfies Sql
