import type { Queryable } from '#server/db/pg.ts'

export type ReceiverRow = { workspace: string; settings: unknown; state: string | null }

/** A link's workspace and its member's consent to email, a merged member's where it went. By primary keys. */
const text = `
select w.name as workspace, w.settings, c.state
from engine.member m
join public.workspace w on w.id = m.workspace_id
left join engine.consent c on c.shard = coalesce(m.merged_into_shard, m.shard) and c.member_id = coalesce(m.merged_into_id, m.id)
  and c.channel = 'email' and c.topic = ''
where m.shard = $1 and m.id = $2 and m.workspace_id = $3`

export async function readReceiver(
  db: Queryable,
  { shard, memberId, workspaceId }: { shard: number; memberId: number; workspaceId: number },
): Promise<ReceiverRow | null> {
  const { rows } = await db.query<ReceiverRow>({ name: 'read_receiver', text, values: [shard, memberId, workspaceId] })
  return rows[0] ?? null
}
