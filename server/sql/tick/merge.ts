import type { Sql } from '#server/db/pg.ts'

/**
 * What merges read and write. A merge holds the advisory locks (1, shard) of both members, taken in ascending order and
 * waited for; ticks only try theirs, so nobody waits in a circle.
 */

/** Locks: advisory (1, shard) for each, waiting up to the lock_timeout. */
export const lockShards = {
  name: 'merge_lock',
  text: 'select pg_advisory_xact_lock(1, shard) from (select shard from unnest($1::int[]) shard order by shard) s',
} satisfies Sql

/** One member and where it was merged into. By the primary key. */
export const mergeMember = {
  name: 'merge_member',
  text: `
select shard, id, workspace_id as "workspaceId", user_id as "userId", time_zone as "timeZone", attributes, held_at is not null as "isHeld",
  merged_into_shard as "mergedIntoShard", merged_into_id as "mergedIntoId"
from engine.member where shard = $1 and id = $2`,
} satisfies Sql
export type MergeMemberRow = {
  shard: number
  id: number
  workspaceId: number
  userId: string | null
  timeZone: string | null
  attributes: unknown
  isHeld: boolean
  mergedIntoShard: number | null
  mergedIntoId: number | null
}

/**
 * The head of a member's rows in a lane, and whether a timer of its is due before it. Walks the member's shard and
 * workspace in the inbox and what is due there, by the primary keys.
 *
 * $1 shard, $2 lane, $3 workspace, $4 member, $5 the clock or null
 */
export const mergeHead = {
  name: 'merge_head',
  text: `
select h.kind, h.payload, exists (
    select from engine.timer t where t.shard = $1 and t.lane in (0, 1) and t.workspace_id = $3 and t.member_id = $4
      and t.due_at < coalesce(h.accepted_at, now()) and t.due_at <= coalesce($5::timestamptz, now())) as "hasTimer"
from (select 1) one left join lateral (
  select kind, payload, accepted_at from engine.inbox where shard = $1 and lane = $2 and workspace_id = $3 and member_id = $4
  order by accepted_at, id limit 1) h on true`,
} satisfies Sql
export type MergeHeadRow = { kind: string | null; payload: unknown; hasTimer: boolean }

/** Takes the rows of one merge out of the inboxes of $4. $1 shards, $2 workspace, $3 the payload, $4 members */
export const removeMergeRows = {
  name: 'merge_remove_rows',
  text: `delete from engine.inbox where shard = any($1::smallint[]) and lane in (0, 1) and workspace_id = $2 and kind = 'merge' and payload @> $3::jsonb
  and member_id = any($4::bigint[])`,
} satisfies Sql

/** The loser's open passages, and what the winner ($3, $4) and those merged into it have of the same journeys. */
export const mergePassages = {
  name: 'merge_passages',
  text: `
select p.id, p.journey_id as "journeyId", p.entry_key as "entryKey", w.total, w.open, w."hasKey"
from engine.progress p cross join lateral (
  select count(o.id)::int as total, (count(o.id) filter (where o.node_key is not null))::int as open,
    coalesce(bool_or(o.entry_key = p.entry_key), false) as "hasKey"
  from (select $3::smallint as shard, $4::bigint as id
    union all select x.shard, x.id from engine.member x where x.merged_into_shard = $3 and x.merged_into_id = $4) self
  join engine.progress o on o.shard = self.shard and o.journey_id = p.journey_id and o.member_id = self.id) w
where p.shard = $1 and p.member_id = $2 and p.node_key is not null
order by p.id`,
} satisfies Sql
export type MergePassageRow = { id: number; journeyId: number; entryKey: string; total: number; open: number; hasKey: boolean }

/**
 * Passages go over to the winner with their timers, subscriptions and walks. By primary keys, but timers: those of the
 * loser's shard are walked. $1 from shard, $2 to shard, $3 to member, $4 passages, $5 their entry keys, $6 now
 */
export const movePassages = {
  name: 'merge_move_passages',
  text: `with
moved as (update engine.progress p set shard = $2, member_id = $3, entry_key = v.entry_key, row_version = p.row_version + 1, updated_at = $6
  from unnest($4::bigint[], $5::text[]) v(id, entry_key) where p.shard = $1 and p.id = v.id returning 1),
fired as (delete from engine.timer where shard = $1 and lane in (0, 1) and progress_id = any($4::bigint[]) returning *),
armed as (insert into engine.timer (shard, lane, workspace_id, due_at, progress_id, member_id)
  select $2, lane, workspace_id, due_at, progress_id, $3 from fired),
waited as (delete from engine.subscription where shard = $1 and progress_id = any($4::bigint[])
  and member_id in (select member_id from engine.progress where shard = $1 and id = any($4::bigint[])) returning *),
waiting as (insert into engine.subscription (shard, member_id, progress_id, awaits, workspace_id)
  select $2, $3, progress_id, awaits, workspace_id from waited),
walked as (update engine.walk set shard = $2 where shard = $1 and progress_id = any($4::bigint[]) and $1 <> $2)
select (select count(*)::int from moved) as moved`,
} satisfies Sql

/**
 * The loser becomes an alias; aliases and outside names of the loser become the winner's. $1, $2 loser, $3, $4 winner,
 * $5 now. By primary keys, member_aliases and member_identity_by_member.
 */
export const makeAlias = {
  name: 'merge_make_alias',
  text: `with
aliased as (update engine.member set merged_into_shard = $3, merged_into_id = $4, updated_at = $5
  where (shard = $1 and id = $2) or (merged_into_shard = $1 and merged_into_id = $2) returning 1),
marked as (update engine.member set has_aliases = true where shard = $3 and id = $4 and not has_aliases),
named as (update engine.member_identity set shard = $3, member_id = $4 where shard = $1 and member_id = $2 returning 1)
select (select count(*)::int from aliased) as aliased`,
} satisfies Sql

/**
 * Consent: of both, the strictest. Denied before pending before granted; a topic that only one has is taken as it is.
 * $1, $2 loser, $3, $4 winner, $5 now
 */
export const mergeConsent = {
  name: 'merge_consent',
  text: `with
merged as (insert into engine.consent as c (workspace_id, shard, member_id, channel, topic, state, source, at)
  select workspace_id, $3, $4, channel, topic, state, 'merge', $5 from engine.consent where shard = $1 and member_id = $2
  on conflict (shard, member_id, channel, topic) do update set state = excluded.state, source = excluded.source, at = excluded.at
    where array_position('{denied,pending,granted}', excluded.state) < array_position('{denied,pending,granted}', c.state)
  returning *)
insert into engine.consent_history (workspace_id, shard, member_id, channel, topic, state, source, at)
select workspace_id, shard, member_id, channel, topic, state, source, at from merged`,
} satisfies Sql

/**
 * Arms of experiments that the loser took are the winner's, unless it took one itself. $1, $2 loser, $3, $4 winner. By the primary key.
 */
export const mergeExposures = {
  name: 'merge_exposures',
  text: `with
taken as (delete from engine.experiment_exposure where shard = $1 and member_id = $2 returning *)
insert into engine.experiment_exposure (shard, member_id, journey_id, node_key, salt, arm, at, workspace_id)
select $3, $4, journey_id, node_key, salt, arm, at, workspace_id from taken
on conflict (shard, member_id, journey_id, node_key, salt) do nothing`,
} satisfies Sql

/**
 * The loser is in no segment any more, and has no timer of its own: its segments are the winner's, reckoned anew over both
 * histories by a command. $1, $2 loser, $3, $4 winner, $5 workspace, $6 now. By the primary key of segment_member; the command is
 * put only where there are segments to reckon or dates to wait for.
 */
export const mergeSegments = {
  name: 'merge_segments',
  text: `with
left_behind as (delete from engine.segment_member where shard = $1 and member_id = $2 returning segment_id, is_in),
told as (insert into engine.segment_history (shard, member_id, at, segment_id, number, is_in, workspace_id)
  select $1, $2, $6, segment_id, 0, false, $5 from left_behind where is_in
  on conflict (shard, member_id, segment_id, at, number) do nothing),
reckoned as (insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload)
  select $3, 0, $5, $4, 'command', '{"do":"evaluate"}' where exists (select from public.segment where workspace_id = $5)
    or exists (select from engine.member where shard = $3 and id = $4 and wake_at is not null) returning 1)
select (select count(*)::int from reckoned) as reckoned`,
} satisfies Sql
