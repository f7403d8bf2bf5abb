import type { z } from 'zod'
import type { Sql } from '#server/db/pg.ts'

/** A page of the dead letters, newest first. Parameters: workspace, only open ones, id before which, how many. Index: dead_letter_recent. */
export const listDeadLettersSql: Sql = {
  name: 'list_dead_letters',
  text: `select d.id, d.at, d.source, d.kind, d.reason, d.payload, d.queue, d.attempts, d.shard, d.member_id, d.replayed_at, d.is_discarded,
           m.user_id, m.held_at
         from engine.dead_letter d left join engine.member m on m.shard = d.shard and m.id = d.member_id and m.workspace_id = d.workspace_id
         where d.workspace_id = $1 and (not $2 or d.replayed_at is null) and d.id < $3 order by d.id desc limit $4`,
}
export type DeadLetterRow = {
  id: number
  at: Date
  source: string
  kind: string
  reason: string
  payload: z.core.util.JSONType
  queue: string | null
  attempts: number
  shard: number | null
  member_id: number | null
  replayed_at: Date | null
  is_discarded: boolean
  user_id: string | null
  held_at: Date | null
}

/**
 * Asks the ticks to release the members of open dead letters: of one, or (null) of all of the workspace. Counts them.
 * Parameters: workspace, dead letter or null. Index: dead_letter_recent.
 */
export const releaseMembersSql: Sql = {
  name: 'release_members',
  text: `with held as (
           select distinct shard, member_id from engine.dead_letter
           where workspace_id = $1 and ($2::bigint is null or id = $2) and replayed_at is null and member_id is not null),
         asked as (
           insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload)
           select shard, 0, $1, member_id, 'command', '{"do": "release"}' from held returning 1)
         select (select count(*)::int from asked) as members`,
}

/**
 * Closes the open letters of jobs, of one or (null) of all of the workspace, for them to be put back. Locks them. Parameters and
 * index as above.
 */
export const takeJobsSql: Sql = {
  name: 'take_dead_jobs',
  text: `update engine.dead_letter set replayed_at = clock_timestamp()
         where workspace_id = $1 and ($2::bigint is null or id = $2) and source = 'job' and replayed_at is null returning kind, payload`,
}
export type DeadJobRow = { kind: string; payload: unknown }

/**
 * Locks the member of a letter, so that of two who discard its last letters one sees that nothing is left. Parameters: workspace,
 * dead letter. By primary keys.
 */
export const lockLetterMemberSql: Sql = {
  name: 'lock_dead_letter_member',
  text: `select 1 from engine.dead_letter d join engine.member m on m.shard = d.shard and m.id = d.member_id
         where d.workspace_id = $1 and d.id = $2 for update of m`,
}

/**
 * Closes one letter for good. A member for whom nothing is kept any more is released. Locks the letter. Parameters: workspace, dead
 * letter. Indexes: the primary key, dead_letter_of_member.
 */
export const discardSql: Sql = {
  name: 'discard_dead_letter',
  text: `with gone as (
           update engine.dead_letter set replayed_at = clock_timestamp(), is_discarded = true
           where workspace_id = $1 and id = $2 and replayed_at is null returning id, kind, shard, member_id),
         released as (
           insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload)
           select shard, 0, $1, member_id, 'command', '{"do": "release"}' from gone g where g.member_id is not null and not exists (
             select from engine.dead_letter d where d.shard = g.shard and d.member_id = g.member_id and d.replayed_at is null and d.id <> g.id))
         select kind from gone`,
}

/**
 * Opens the letter of a job that failed, or counts one more failure of the open one. It belongs to the workspace of what the job is
 * about; of the installation (null) where that is nothing. Parameters: queue, name, payload, reason. Index: dead_letter_open_job.
 */
export const keepJobSql: Sql = {
  name: 'keep_dead_job',
  text: `insert into engine.dead_letter as d (source, queue, kind, payload, reason, workspace_id)
         values ('job', $1, $2, $3::jsonb, $4, coalesce(
           (select workspace_id from public.journey where id = ($3::jsonb ->> 'journeyId')::int),
           (select workspace_id from engine.member_walk where id = ($3::jsonb ->> 'walkId')::bigint)))
         on conflict (kind, payload) where source = 'job' and replayed_at is null
         do update set attempts = d.attempts + 1, reason = excluded.reason, at = excluded.at`,
}

/** Closes the letter of a job that succeeded after all. Parameters: name, payload. Index: dead_letter_open_job. */
export const closeJobSql: Sql = {
  name: 'close_dead_job',
  text: `update engine.dead_letter set replayed_at = clock_timestamp()
         where source = 'job' and replayed_at is null and kind = $1 and payload = $2::jsonb`,
}
