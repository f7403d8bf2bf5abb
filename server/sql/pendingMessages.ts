import type { Queryable } from '#server/db/pg.ts'

/** A shard, lane, workspace and channel that has messages to be claimed. */
export type PendingGroup = { shard: number; lane: number; workspaceId: number; channel: string }
/** A workspace's channel that can take nothing now. */
export type Full = { workspaceId: number; channel: string }

/**
 * Where messages are pending and due: a walk over message_pending that jumps from group to group and looks at the earliest of
 * each, one index probe. A hint, read before the locks; `skip` is what cannot take more now.
 */
const text = `
with recursive found (shard, lane, workspace_id, channel, due_at, number) as (
  (select shard, lane, workspace_id, channel, due_at, 1 from engine.message where status = 'pending'
    order by shard, lane, workspace_id, channel, due_at limit 1)
  union all
  select next.shard, next.lane, next.workspace_id, next.channel, next.due_at, found.number + 1
  from found cross join lateral (
    select m.shard, m.lane, m.workspace_id, m.channel, m.due_at from engine.message m
    where m.status = 'pending' and (m.shard, m.lane, m.workspace_id, m.channel) > (found.shard, found.lane, found.workspace_id, found.channel)
    order by m.shard, m.lane, m.workspace_id, m.channel, m.due_at limit 1) next
  where found.number < 4096)
select shard, lane, workspace_id as "workspaceId", channel from found f
where f.due_at <= coalesce($3::timestamptz, clock_timestamp())
  and not exists (select from unnest($1::int[], $2::text[]) s (workspace_id, channel) where s.workspace_id = f.workspace_id and s.channel = f.channel)`

export async function pendingMessages(db: Queryable, skip: Full[], now?: Date): Promise<PendingGroup[]> {
  const values = [skip.map((one) => one.workspaceId), skip.map((one) => one.channel), now ?? null]
  const { rows } = await db.query<PendingGroup>({ name: 'pending_messages', text, values })
  return rows
}
