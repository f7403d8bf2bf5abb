import type { Sql } from '#server/db/pg.ts'

/**
 * Rows of merged members go on to the inbox of the member that they are now, as accepted then.
 *
 * Locks: the rows it removes, by place, in held shards; it adds to shards that others may hold.
 * $1 places, $2 shards and $3 members they go to
 */
export const forward = {
  name: 'tick_forward',
  text: `with
gone as (delete from engine.inbox i using unnest($1::tid[], $2::smallint[], $3::bigint[]) k(row, shard, member_id) where i.ctid = k.row
  returning i.id, k.shard, i.lane, i.workspace_id, k.member_id, i.kind, i.payload, i.accepted_at),
sent as (insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload, accepted_at)
  select shard, lane, workspace_id, member_id, kind, payload, accepted_at from gone order by id returning 1)
select count(*)::int as count from sent`,
} satisfies Sql
