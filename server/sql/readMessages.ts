import type { Queryable } from '#server/db/pg.ts'

export type MessageRow = {
  shard: number
  id: number
  memberId: number
  userId: string | null
  email: string | null
  journeyId: number | null
  journeyName: string | null
  nodeKey: string | null
  channel: string
  status: 'pending' | 'accepted' | 'unknown' | 'failed' | 'suppressed'
  reason: string | null
  address: string | null
  dueAt: Date
  heldUntil: Date | null
  timeZone: string
  subject: string | null
  createdAt: Date
  finishedAt: Date | null
  openedAt: Date | null
  clickedAt: Date | null
}

const columns = `
  m.shard, m.id, m.member_id as "memberId", x.user_id as "userId", x.email, m.journey_id as "journeyId", j.name as "journeyName",
  m.node_key as "nodeKey", m.channel, m.status, m.reason, m.address, m.due_at as "dueAt", m.held_until as "heldUntil",
  coalesce(x.time_zone, (select time_zone from public.workspace where id = m.workspace_id)) as "timeZone", m.subject, m.created_at as "createdAt",
  m.finished_at as "finishedAt", m.opened_at as "openedAt", m.clicked_at as "clickedAt"`

export type MessageFilters = { status: string | null; channel: string | null; journeyId: number | null; addressPrefix: string | null }

/**
 * The newest messages of a workspace before `beforeId`: the newest of each journey, merged. Locks nothing; served by
 * message_by_journey. A rare status is searched for through the journey's messages.
 */
const list = `
with found as materialized (
  select m.shard, m.id from public.journey j cross join lateral (
    select m.shard, m.id from engine.message m
    where m.workspace_id = $1 and m.journey_id = j.id and m.id < coalesce($2::bigint, 9223372036854775807)
      and ($3::text is null or m.status = $3) and ($4::text is null or m.channel = $4)
      and ($5::text is null or starts_with(lower(m.address), lower($5)))
    order by m.id desc limit $6) m
  where j.workspace_id = $1 and ($7::int is null or j.id = $7)
  order by m.id desc limit $6)
select ${columns} from found f
join engine.message m on m.shard = f.shard and m.id = f.id
left join engine.member x on x.shard = m.shard and x.id = m.member_id
left join public.journey j on j.id = m.journey_id
order by m.id desc`

export async function readMessages(
  db: Queryable,
  workspaceId: number,
  { status, channel, journeyId, addressPrefix }: MessageFilters,
  beforeId: number | null,
  limit: number,
): Promise<MessageRow[]> {
  const values = [workspaceId, beforeId, status, channel, addressPrefix, limit, journeyId]
  const { rows } = await db.query<MessageRow>({ name: 'read_messages', text: list, values })
  return rows
}

export type MessageDetailRow = MessageRow & {
  attempts: number
  templateKey: string | null
  templateVersion: number | null
  providerId: number | null
  providerName: string | null
  sandboxId: number | null
  events: { kind: string; at: string; detail: Record<string, unknown> }[]
}

/** One message with what it was made from and what became of it. Locks nothing; by primary keys. */
const one = `
select ${columns}, m.attempts, t.key as "templateKey", v.number as "templateVersion", p.id as "providerId", p.name as "providerName", s.id as "sandboxId",
  coalesce((select json_agg(json_build_object('kind', e.kind, 'at', e.at, 'detail', e.detail) order by e.at, e.id)
    from engine.delivery_event e where e.shard = m.shard and e.message_id = m.id), '[]') as events
from engine.message m
left join engine.member x on x.shard = m.shard and x.id = m.member_id
left join public.journey j on j.id = m.journey_id
left join public.template_version v on v.id = m.template_version_id
left join public.template t on t.id = v.template_id
left join public.provider p on p.id = m.provider_id
left join engine.sandbox_message s on s.shard = m.shard and s.message_id = m.id
where m.workspace_id = $1 and m.shard = $2 and m.id = $3`

export async function readMessage(db: Queryable, workspaceId: number, shard: number, id: number): Promise<MessageDetailRow | null> {
  const { rows } = await db.query<MessageDetailRow>({ name: 'read_message', text: one, values: [workspaceId, shard, id] })
  return rows[0] ?? null
}
