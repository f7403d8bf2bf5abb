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
 * What a held member has on the dead-letter list, oldest first, at most $3 of it. Served by dead_letter_of_member.
 */
export const deadLetters = {
  name: 'tick_dead_letters',
  text: `
select id, kind, payload, extract(epoch from accepted_at)::float8 * 1000 as at
from engine.dead_letter where shard = $1 and member_id = $2 and replayed_at is null and source = 'tick' order by id limit $3`,
} satisfies Sql
export type DeadLetterRow = { id: number; kind: string; payload: unknown; at: number }

/**
 * Releases members: their dead letters become inbox rows and timers again, under the instants they were accepted at or due.
 *
 * Locks: the member and its dead letters, by primary key and dead_letter_of_member. $1 shards, $2 members.
 */
export const release = {
  name: 'tick_release',
  text: `with
freed as (update engine.member m set held_at = null from unnest($1::smallint[], $2::bigint[]) k(shard, id) where m.shard = k.shard and m.id = k.id
  returning m.shard, m.id),
back as (update engine.dead_letter d set replayed_at = now() from freed f
  where d.shard = f.shard and d.member_id = f.id and d.replayed_at is null and d.source = 'tick' returning d.*),
rows as (insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload, accepted_at)
  select shard, 0, workspace_id, member_id, kind, payload, accepted_at from back where kind <> 'timer' order by id),
timers as (insert into engine.timer (shard, lane, workspace_id, due_at, progress_id, member_id)
  select shard, (payload ->> 'lane')::smallint, workspace_id, accepted_at, (payload ->> 'progressId')::bigint, member_id from back where kind = 'timer'
  on conflict do nothing)
select count(*)::int as count from back`,
} satisfies Sql
