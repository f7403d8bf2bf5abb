import type { Queryable } from '#server/db/pg.ts'

export type SandboxRow = {
  id: number
  shard: number
  messageId: number
  memberId: number
  userId: string | null
  channel: string
  sender: string
  recipient: string
  subject: string
  preview: string
  journeyId: number | null
  journeyName: string | null
  nodeKey: string | null
  at: Date
  readAt: Date | null
  openedAt: Date | null
  clickedAt: Date | null
}

const columns = `
  s.id, s.shard, s.message_id as "messageId", s.member_id as "memberId", x.user_id as "userId", s.channel, s.sender, s.recipient, s.subject,
  left(regexp_replace(s.text, '\\s+', ' ', 'g'), 160) as preview, m.journey_id as "journeyId", j.name as "journeyName", m.node_key as "nodeKey",
  s.at, s.read_at as "readAt", m.opened_at as "openedAt", m.clicked_at as "clickedAt"`
const joins = `
left join engine.member x on x.shard = s.shard and x.id = s.member_id
left join engine.message m on m.shard = s.shard and m.id = s.message_id
left join public.journey j on j.id = m.journey_id`

export type SandboxFilters = { pattern: string | null; onlyUnread: boolean }

/** The newest first. Locks nothing; served by sandbox_message_recent, a search reads along it. */
export async function readSandbox(
  db: Queryable,
  workspaceId: number,
  { pattern, onlyUnread }: SandboxFilters,
  beforeId: number | null,
  limit: number,
): Promise<SandboxRow[]> {
  const { rows } = await db.query<SandboxRow>({
    name: 'read_sandbox',
    text: `
      select ${columns} from engine.sandbox_message s ${joins}
      where s.workspace_id = $1 and s.id < coalesce($2::bigint, 9223372036854775807)
        and ($3::text is null or s.recipient ilike $3 or s.subject ilike $3 or j.name ilike $3) and (not $4::boolean or s.read_at is null)
      order by s.id desc limit $5`,
    values: [workspaceId, beforeId, pattern, onlyUnread, limit],
  })
  return rows
}

/** How many are unread, counted to `max`. */
export async function countUnread(db: Queryable, workspaceId: number, max: number): Promise<number> {
  const { rows } = await db.query<{ count: number }>({
    name: 'count_unread_sandbox',
    text: 'select count(*)::int as count from (select from engine.sandbox_message where workspace_id = $1 and read_at is null limit $2) unread',
    values: [workspaceId, max],
  })
  return rows[0]?.count ?? 0
}

export type SandboxDetailRow = SandboxRow & { html: string; text: string; headers: Record<string, string> }

export async function readSandboxMessage(db: Queryable, workspaceId: number, id: number): Promise<SandboxDetailRow | null> {
  const { rows } = await db.query<SandboxDetailRow>({
    name: 'read_sandbox_message',
    text: `select ${columns}, s.html, s.text, s.headers from engine.sandbox_message s ${joins} where s.workspace_id = $1 and s.id = $2`,
    values: [workspaceId, id],
  })
  return rows[0] ?? null
}

/** Returns 0 when there is no such message. */
export async function markSandboxRead(db: Queryable, workspaceId: number, id: number, isRead: boolean): Promise<number> {
  const { rowCount } = await db.query({
    name: 'mark_sandbox_read',
    text: 'update engine.sandbox_message set read_at = case when $3::boolean then coalesce(read_at, now()) end where workspace_id = $1 and id = $2',
    values: [workspaceId, id, isRead],
  })
  return rowCount ?? 0
}

export async function emptySandbox(db: Queryable, workspaceId: number): Promise<number> {
  const { rowCount } = await db.query({
    name: 'empty_sandbox',
    text: 'delete from engine.sandbox_message where workspace_id = $1',
    values: [workspaceId],
  })
  return rowCount ?? 0
}
