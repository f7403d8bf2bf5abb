import type { Sql } from '#server/db/pg.ts'

/**
 * Members who go over to a new version (engine.version_move): commands for them, put into the bulk lane shard by shard. How
 * far it has come is written in the statement that puts them, so that a crash loses nothing and doubles nothing.
 */

/** Passages of `journey` on an earlier version that stand where the plan says something; `m` is the move. */
const concerned = (m: string, p: string) => `${p}.journey_id = ${m}.journey_id and ${p}.status in ('READY', 'RUNNING', 'WAITING')
    and ${p}.version_id < ${m}.version_id and (${m}.moves is null or ${m}.moves ? ${p}.node_key)`

/** The move of journey $1 that is under way, and how the journey stands. Locks nothing. By version_move_under_way. */
export const moveUnderWay = {
  name: 'move_under_way',
  text: `
select m.id, m.rounds, m.total, j.status::text as status, j.drains
from engine.version_move m join public.journey j on j.id = m.journey_id where m.journey_id = $1 and m.done_at is null`,
} satisfies Sql
export type MoveUnderWayRow = { id: number; rounds: number; total: number | null; status: string; drains: boolean }

/** How many the move $1 concerns now. Locks nothing. By progress_open. */
export const countMove = {
  name: 'move_count',
  text: `select count(*)::int as count from engine.version_move m join engine.progress p on ${concerned('m', 'p')} where m.id = $1`,
} satisfies Sql
export type CountMoveRow = { count: number }

/** Begins the next round ($2 rounds before) of move $1, of $3 members when it is the first. Locks the move. */
export const beginRound = {
  name: 'move_begin_round',
  text: `with
begun as (update engine.version_move set rounds = rounds + 1, total = coalesce(total, $3) where id = $1 and rounds = $2 and done_at is null returning id)
insert into engine.version_move_shard (move_id, shard) select id, s from begun, generate_series(0, 63) s on conflict do nothing`,
} satisfies Sql

/** Closes move $1 because of $2, with $3 members left on earlier versions. Locks the move. */
export const closeMove = {
  name: 'move_close',
  text: `with
closed as (update engine.version_move set done_at = now(), because = $2, remaining = $3, total = coalesce(total, $3) where id = $1 and done_at is null returning id)
delete from engine.version_move_shard s using closed c where s.move_id = c.id`,
} satisfies Sql

/**
 * The shards that the round of move $1 is not through with; those whose commands are all applied are taken out first.
 * Locks those. By the primary keys of version_move_shard and inbox.
 */
export const openShards = {
  name: 'move_open_shards',
  text: `with
through as (delete from engine.version_move_shard s using engine.version_move m where s.move_id = $1 and m.id = $1 and s.is_fed
    and not exists (select from engine.inbox i where i.shard = s.shard and i.lane = 1 and i.workspace_id = m.workspace_id and i.id <= s.last_row)
  returning s.shard)
select s.shard, s.is_fed as "isFed" from engine.version_move_shard s where s.move_id = $1 and s.shard not in (select shard from through)`,
} satisfies Sql
export type OpenShardRow = { shard: number; isFed: boolean }

/** Commands for up to $3 more passages of move $1 in shard $2. Locks the shard's line of the move. By progress_open. */
export const feedMoveChunk = {
  name: 'move_feed',
  text: `with
cur as (select s.after_id, m.* from engine.version_move_shard s join engine.version_move m on m.id = s.move_id
  where s.move_id = $1 and s.shard = $2 and not s.is_fed and m.done_at is null for update of s),
chunk as (select c.workspace_id, p.* from cur c cross join lateral (
  select p.id, p.member_id from engine.progress p where p.shard = $2 and p.id > c.after_id and ${concerned('c', 'p')} order by p.id limit $3) p),
fed as (insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload)
  select $2, 1, k.workspace_id, k.member_id, 'command',
    jsonb_build_object('do', 'move', 'progressId', k.id, 'versionId', c.version_id, 'moves', c.moves, 'moveId', c.id)
  from chunk k, cur c order by k.id returning id),
noted as (update engine.version_move_shard s set after_id = coalesce((select max(id) from chunk), s.after_id),
    last_row = coalesce((select max(id) from fed), s.last_row), is_fed = (select count(*) from chunk) < $3
  from cur where s.move_id = $1 and s.shard = $2)
select count(*)::int as fed from fed`,
} satisfies Sql
export type FeedMoveRow = { fed: number }
