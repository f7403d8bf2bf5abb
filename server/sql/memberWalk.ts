import type { Sql } from '#server/db/pg.ts'

/**
 * Walks over an audience (engine.member_walk): a row for each member, put into the bulk lane in keyset chunks. A chunk and the
 * cursor behind it are one statement, so that no member is fed twice or left out, whoever crashes when.
 */

/** Opens a walk in the caller's transaction. $1 workspace, $2 purpose, $3 about, $4 segment or null, $5 kind, $6 payload */
export const openMemberWalk = {
  name: 'open_member_walk',
  text: `insert into engine.member_walk (workspace_id, purpose, about, segment_id, kind, payload) values ($1, $2, $3, $4, $5, $6) returning id`,
} satisfies Sql

/** Drops the unfinished walks with the same purpose and about: the next one covers them. Locks those rows. By member_walk_open. */
export const dropMemberWalks = {
  name: 'drop_member_walks',
  text: 'delete from engine.member_walk where workspace_id = $1 and purpose = $2 and about = $3 and finished_at is null',
} satisfies Sql

/**
 * Sets the end of a walk that begins: after the commit that opened it, so that whoever is missed was made later and is met by
 * what that commit changed. Counts the audience: by member_by_workspace or segment_member_inside, index only.
 */
export const beginMemberWalk = {
  name: 'begin_member_walk',
  text: `
update engine.member_walk w set
  until_id = coalesce((select max(id) from engine.member m where m.workspace_id = w.workspace_id and m.merged_into_id is null), 0),
  total = case when w.segment_id is null
    then (select count(*) from engine.member m where m.workspace_id = w.workspace_id and m.merged_into_id is null)
    else (select count(*) from engine.segment_member s where s.segment_id = w.segment_id and s.is_in) end
where w.id = $1 and w.until_id is null`,
} satisfies Sql

const fedFrom = (audience: string) => `with
walk as (select id, workspace_id, segment_id, cursor, until_id, kind, payload from engine.member_walk
  where id = $1 and finished_at is null for update skip locked),
chunk as (select m.shard, m.id from walk cross join lateral (${audience}) m),
fed as (insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload)
  select c.shard, 1, walk.workspace_id, c.id, walk.kind, walk.payload from walk cross join chunk c order by c.id returning 1),
done as (select count(*)::int as fed, max(id) as last from chunk)
update engine.member_walk w set cursor = coalesce(done.last, w.cursor), fed = w.fed + done.fed,
  finished_at = case when done.fed < $2 then clock_timestamp() end
from walk cross join done where w.id = walk.id
returning done.fed, w.finished_at is not null as "isFinished"`

/**
 * Feeds the next $2 members of walk $1 among all of its workspace. No row when it is over, taken away, or in another worker's
 * hands. Locks the walk's row. By member_by_workspace.
 */
export const feedMembers = {
  name: 'feed_members',
  text: fedFrom(`select shard, id from engine.member
  where workspace_id = walk.workspace_id and merged_into_id is null and id > walk.cursor and id <= walk.until_id order by id limit $2`),
} satisfies Sql

/** The same among those in its segment. By segment_member_inside. */
export const feedSegment = {
  name: 'feed_segment',
  text: fedFrom(`select shard, member_id as id from engine.segment_member
  where segment_id = walk.segment_id and is_in and member_id > walk.cursor and member_id <= walk.until_id order by member_id limit $2`),
} satisfies Sql
export type FedRow = { fed: number; isFinished: boolean }

export const memberWalkAudience = {
  name: 'member_walk_audience',
  text: 'select segment_id as "segmentId" from engine.member_walk where id = $1 and finished_at is null',
} satisfies Sql
export type MemberWalkRow = { segmentId: number | null }

/** Walks that are not finished: what a lost job was about. By member_walk_open. */
export const openMemberWalks = {
  name: 'open_member_walks',
  text: 'select id from engine.member_walk where finished_at is null',
} satisfies Sql
