import type { InboxPayload } from '#domain/engine/inbox.ts'
import { LIVE } from '#domain/engine/inbox.ts'
import type { Queryable } from '#server/db/pg.ts'

export type InboxPlace = { shard: number; workspaceId: number; id: number }

/** Puts one attribute write into the inbox, live, and says where it stands. Locks nothing but the new row. */
export async function insertChange(
  db: Queryable,
  workspaceId: number,
  member: { shard: number; id: number },
  change: InboxPayload<'change'>,
): Promise<InboxPlace> {
  const { rows } = await db.query<{ id: number }>({
    name: 'insert_change',
    text: `insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload) values ($1, $2, $3, $4, 'change', $5) returning id`,
    values: [member.shard, LIVE, workspaceId, member.id, JSON.stringify(change)],
  })
  const [row] = rows
  if (!row) throw new Error('the inbox answered with no row')
  return { shard: member.shard, workspaceId, id: row.id }
}

/** Whether a live inbox row is still waiting. Served by the inbox's primary key. */
export async function isWaiting(db: Queryable, place: InboxPlace): Promise<boolean> {
  const { rows } = await db.query({
    name: 'is_waiting_in_inbox',
    text: 'select from engine.inbox where shard = $1 and lane = $2 and workspace_id = $3 and id = $4',
    values: [place.shard, LIVE, place.workspaceId, place.id],
  })
  return rows.length > 0
}
