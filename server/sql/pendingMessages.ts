import type { Queryable } from '#server/db/pg.ts'

/** A shard, lane and workspace that has pending messages. */
export type PendingGroup = { shard: number; lane: number; workspaceId: number }

/**
 * Where messages are pending: a walk over message_pending that jumps from group to group, one index probe each. A hint,
 * read before the locks; `skip` are workspaces whose provider cannot take more now.
 */
const text = `
with recursive found (shard, lane, workspace_id, number) as (
  (select shard, lane, workspace_id, 1 from engine.message where status = 'pending' order by shard, lane, workspace_id limit 1)
  union all
  select next.shard, next.lane, next.workspace_id, found.number + 1
  from found cross join lateral (
    select m.shard, m.lane, m.workspace_id from engine.message m
    where m.status = 'pending' and (m.shard, m.lane, m.workspace_id) > (found.shard, found.lane, found.workspace_id)
    order by m.shard, m.lane, m.workspace_id limit 1) next
  where found.number < 4096)
select shard, lane, workspace_id as "workspaceId" from found where workspace_id <> all ($1::int[])`

export async function pendingMessages(db: Queryable, skip: number[]): Promise<PendingGroup[]> {
  const { rows } = await db.query<PendingGroup>({ name: 'pending_messages', text, values: [skip] })
  return rows
}
