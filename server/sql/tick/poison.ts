import type { Sql } from '#server/db/pg.ts'

/**
 * Holds members and moves their rows to the dead-letter list, in order. Inbox rows and timers go by place.
 *
 * Locks: the rows it removes and the members, in held shards.
 *
 * $1 inbox places, $2 timer places, $3 reasons of $4 shards and $5 members
 */
export const divert = {
  name: 'tick_divert',
  text: `with
why as (select * from unnest($3::text[], $4::smallint[], $5::bigint[]) k(reason, shard, member_id)),
held as (update engine.member m set held_at = coalesce(m.held_at, now()) from why where m.shard = why.shard and m.id = why.member_id returning 1),
inbox as (delete from engine.inbox where ctid = any($1::tid[]) returning *),
timers as (delete from engine.timer where ctid = any($2::tid[]) returning *),
gone as (
  select workspace_id, shard, member_id, kind, payload, accepted_at, id, 0 as place from inbox
  union all
  select workspace_id, shard, member_id, 'timer', jsonb_build_object('progressId', progress_id, 'lane', lane), due_at, progress_id, 1 from timers)
insert into engine.dead_letter (workspace_id, source, shard, member_id, kind, payload, accepted_at, reason)
select g.workspace_id, 'tick', g.shard, g.member_id, g.kind, g.payload, g.accepted_at, why.reason
from gone g join why on why.shard = g.shard and why.member_id = g.member_id
order by g.shard, g.member_id, g.accepted_at, g.place, g.id`,
} satisfies Sql

/**
 * Releases members: their dead letters become inbox rows and timers again, under the instants at which they were accepted
 * or due, and what came for them since is put behind.
 *
 * Locks: the members by primary key, their dead letters by dead_letter_of_member, and their inbox rows, for which it walks
 * the inbox of their shards by the primary key. $1 shards, $2 members.
 */
export const release = {
  name: 'tick_release',
  text: `with
freed as (update engine.member m set held_at = null from unnest($1::smallint[], $2::bigint[]) k(shard, id) where m.shard = k.shard and m.id = k.id
  returning m.shard, m.id),
back as (update engine.dead_letter d set replayed_at = now() from freed f
  where d.shard = f.shard and d.member_id = f.id and d.replayed_at is null and d.source = 'tick' returning d.*),
since as (delete from engine.inbox i using freed f where i.shard = f.shard and i.lane in (0, 1) and i.member_id = f.id returning i.*),
queued as (insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload, accepted_at)
  select shard, lane, workspace_id, member_id, kind, payload, accepted_at from (
    select shard, 0::smallint as lane, workspace_id, member_id, kind, payload, accepted_at, 0 as part, id from back where kind <> 'timer'
    union all
    select shard, lane, workspace_id, member_id, kind, payload, accepted_at, 1, id from since where not (kind = 'command' and payload ->> 'do' = 'release')) x
  order by part, id),
armed as (insert into engine.timer (shard, lane, workspace_id, due_at, progress_id, member_id)
  select shard, (payload ->> 'lane')::smallint, workspace_id, accepted_at, (payload ->> 'progressId')::bigint, member_id from back where kind = 'timer'
  on conflict do nothing)
select (select count(*) from freed)::int as count`,
} satisfies Sql
