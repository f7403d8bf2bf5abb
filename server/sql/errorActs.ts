import type { Sql } from '#server/db/pg.ts'

/**
 * Acts on passages in ERROR: a command for each of them, put into the bulk lane in keyset chunks. A chunk and the cursor behind
 * it are one statement, so that no passage is met twice, whoever crashes when. All by progress_in_error.
 */

const matching = `p.journey_id = $2 and p.status = 'ERROR' and ($3::text is null or p.failed_at = $3) and ($4::text is null or p.reason = $4)`

/** Opens an act on all that match: $1 workspace, $2 journey, $3 node or null, $4 reason or null, $5 act, $6 command. */
export const openErrorAct = {
  name: 'open_error_act',
  text: `insert into engine.error_act (workspace_id, journey_id, node_key, reason, act, command, matched)
select $1, $2, $3, $4, $5, $6, (select count(*) from engine.progress p where ${matching})
returning id, act, matched, put, created_at as "createdAt", finished_at as "finishedAt"`,
} satisfies Sql

/**
 * Acts on these passages alone, at once: $1 workspace, $2 journey, $3 act, $4 command, $5 shards, $6 ids. Those not in ERROR
 * any more are left out. By progress's primary key.
 */
export const actOnErrors = {
  name: 'act_on_errors',
  text: `with
chosen as (select distinct p.shard, p.id, p.member_id from unnest($5::smallint[], $6::bigint[]) k(shard, id)
  join engine.progress p on p.shard = k.shard and p.id = k.id where p.workspace_id = $1 and p.journey_id = $2 and p.status = 'ERROR'),
put as (insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload)
  select shard, 1, $1, member_id, 'command', $4::jsonb || jsonb_build_object('progressId', id) from chosen order by id returning 1),
met as (select count(*)::int as count from put)
insert into engine.error_act (workspace_id, journey_id, act, command, matched, put, finished_at)
select $1, $2, $3, $4, count, count, clock_timestamp() from met
returning id, act, matched, put, created_at as "createdAt", finished_at as "finishedAt"`,
} satisfies Sql
export type ErrorActRow = { id: number; act: string; matched: number; put: number; createdAt: Date; finishedAt: Date | null }

/**
 * Goes on with the oldest open act: its command for the next $1 passages that were in ERROR when it was made. No row when none is
 * open, or in another worker's hands. Locks the act's row.
 */
export const feedErrorAct = {
  name: 'feed_error_act',
  text: `with
act as (select id, workspace_id, journey_id, node_key, reason, command, cursor_shard, cursor_id, created_at from engine.error_act
  where finished_at is null order by id limit 1 for update skip locked),
chunk as (select p.shard, p.id, p.member_id from act cross join lateral (
  select shard, id, member_id from engine.progress p
  where p.journey_id = act.journey_id and p.status = 'ERROR' and (p.shard, p.id) > (act.cursor_shard, act.cursor_id)
    and (act.node_key is null or p.failed_at = act.node_key) and (act.reason is null or p.reason = act.reason) and p.updated_at <= act.created_at
  order by p.shard, p.id limit $1) p),
fed as (insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload)
  select c.shard, 1, act.workspace_id, c.member_id, 'command', act.command || jsonb_build_object('progressId', c.id)
  from act cross join chunk c order by c.id returning 1),
done as (select count(*)::int as fed from chunk),
last as (select shard, id from chunk order by shard desc, id desc limit 1)
update engine.error_act a set put = a.put + done.fed,
  cursor_shard = coalesce((select shard from last), a.cursor_shard), cursor_id = coalesce((select id from last), a.cursor_id),
  finished_at = case when done.fed < $1 then clock_timestamp() end
from act cross join done where a.id = act.id
returning done.fed`,
} satisfies Sql

/** Whether an act is open: what a lost job was about. By error_act_open. */
export const hasErrorActs = {
  name: 'has_error_acts',
  text: 'select exists (select from engine.error_act where finished_at is null) as "isAny"',
} satisfies Sql

/** A page of a journey's acts, the newest first: $1 journey, $2 id before, $3 how many. By error_act_recent. */
export const listErrorActs = {
  name: 'list_error_acts',
  text: `select id, act, matched, put, created_at as "createdAt", finished_at as "finishedAt" from engine.error_act
where journey_id = $1 and id < $2 order by id desc limit $3`,
} satisfies Sql
