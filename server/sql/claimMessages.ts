import type { Json } from '#domain/engine/types.ts'
import type { Queryable } from '#server/db/pg.ts'
import type { PendingGroup } from './pendingMessages.ts'

/** Ticks lock shards under class 1; senders under this one, so that neither waits for the other. */
const SENDERS = 2

/** Takes the locks of the shards nobody else is claiming from, until the transaction ends. Returns those it got. */
export async function lockShardsForSending(db: Queryable, shards: number[]): Promise<number[]> {
  const { rows } = await db.query<{ shard: number }>({
    name: 'lock_shards_for_sending',
    text: `select shard from unnest($1::int[]) shard where pg_try_advisory_xact_lock(${SENDERS}, shard)`,
    values: [shards],
  })
  return rows.map((row) => row.shard)
}

export type ClaimedRow = {
  shard: number
  id: number
  workspaceId: number
  memberId: number
  journeyId: number | null
  progressId: number | null
  channel: string
  content: unknown
  attempts: number
  createdAt: Date
  dueAt: Date
  /** Until when it was held the last time, and why it waited. */
  heldUntil: Date | null
  reason: string | null
  /** Taken out of its journey's quota and rate already. */
  isCharged: boolean
  /** Its bytes left under a lease that ran out: it may have been accepted. */
  wasAttempted: boolean
  /** Whom the member was merged into; itself otherwise. */
  ofShard: number
  ofId: number
  userId: string | null
  address: string | null
  timeZone: string | null
  attributes: Record<string, Json> | null
  consent: 'granted' | 'denied' | 'pending' | null
  topicConsent: 'granted' | 'denied' | 'pending' | null
  isSuppressed: boolean
  isCanceled: boolean
  journeyName: string | null
  entry: unknown
  /** As they are now. */
  variables: Record<string, Json> | null
}

/**
 * Leases up to `limit` due messages of the groups for a minute: live lane first, workspaces and channels in turn within a lane. Reads
 * with the same snapshot, taken after the locks, what decides whether they may go out. A merged member is read where it
 * went; its messages stay its own. Leases run on the real clock even under a virtual one.
 * A call (webhook) whose bytes left under a lease that ran out counts as tried and is made again: its receiver can tell.
 * Indexes: message_pending, then primary keys. The lease alone guards the update: asking for the status too would offer the partial
 * index of all that is pending, which may be much that is held.
 */
const text = `
with groups as (select * from unnest($1::smallint[], $2::smallint[], $3::int[], $7::text[], $8::int[]) g (shard, lane, workspace_id, channel, most)),
due as (
  select d.shard, d.id, d.lease_token, g.lane, row_number() over (partition by g.lane, g.workspace_id, g.channel order by d.due_at, d.id) as turn
  from groups g cross join lateral (
    select m.shard, m.id, m.due_at, m.lease_token from engine.message m
    where m.status = 'pending' and m.shard = g.shard and m.lane = g.lane and m.workspace_id = g.workspace_id and m.channel = g.channel
      and m.due_at <= coalesce($6::timestamptz, clock_timestamp()) and (m.leased_until is null or m.leased_until <= clock_timestamp())
    order by m.due_at, m.id limit g.most) d),
chosen as (select shard, id, lease_token from due order by lane, turn limit $4),
leased as (
  update engine.message m set lease_token = $5, leased_until = clock_timestamp() + interval '60 seconds',
    attempts = least(m.attempts + (m.channel = 'webhook' and m.attempted_at is not null)::int, 30000),
    attempted_at = case when m.channel = 'webhook' then null else m.attempted_at end
  from chosen c where m.shard = c.shard and m.id = c.id and m.lease_token is not distinct from c.lease_token
  returning m.*)
select l.shard, l.id, l.workspace_id as "workspaceId", l.member_id as "memberId", l.journey_id as "journeyId",
  l.progress_id as "progressId", l.channel, l.content, l.attempts, l.created_at as "createdAt", l.due_at as "dueAt",
  l.held_until as "heldUntil", l.reason, l.is_charged as "isCharged", coalesce(w.shard, l.shard) as "ofShard", coalesce(w.id, l.member_id) as "ofId",
  l.attempted_at is not null as "wasAttempted",
  coalesce(w.user_id, m.user_id) as "userId", coalesce(w.email, m.email) as address, coalesce(w.time_zone, m.time_zone) as "timeZone",
  coalesce(w.attributes, m.attributes) as attributes, c.state as consent, t.state as "topicConsent", s.address is not null as "isSuppressed",
  coalesce(p.status = 'CANCELED', false) as "isCanceled", j.name as "journeyName", p.entry, p.variables
from leased l
left join engine.member m on m.shard = l.shard and m.id = l.member_id
left join engine.member w on w.shard = m.merged_into_shard and w.id = m.merged_into_id
left join engine.consent c on c.shard = coalesce(w.shard, l.shard) and c.member_id = coalesce(w.id, l.member_id) and c.channel = l.channel and c.topic = ''
left join engine.consent t on t.shard = coalesce(w.shard, l.shard) and t.member_id = coalesce(w.id, l.member_id) and t.channel = l.channel
  and t.topic = nullif(l.content ->> 'topic', '')
left join engine.suppression s on s.workspace_id = l.workspace_id and s.channel = l.channel and s.address = lower(coalesce(w.email, m.email))
left join engine.progress p on p.shard = l.shard and p.id = l.progress_id
left join public.journey j on j.id = l.journey_id`

export async function claimMessages(
  db: Queryable,
  groups: PendingGroup[],
  { limit, token, now }: { limit: number; token: string; now?: Date | undefined },
): Promise<ClaimedRow[]> {
  const values = [
    groups.map((g) => g.shard),
    groups.map((g) => g.lane),
    groups.map((g) => g.workspaceId),
    limit,
    token,
    now ?? null,
    groups.map((g) => g.channel),
    shares(groups, limit),
  ]
  const { rows } = await db.query<ClaimedRow>({ name: 'claim_messages', text, values })
  return rows
}

/** A claim that leases fewer has left none behind. */
export const SHARE_MIN = 10

/**
 * How many messages of each group are looked at: those of a lane, workspace and channel are spread over shards evenly, so twice an
 * even share. Where they are not, fewer than `limit` are leased, and the rest by the next claim.
 */
function shares(groups: PendingGroup[], limit: number): number[] {
  const kind = (g: PendingGroup) => `${g.lane} ${g.workspaceId} ${g.channel}`
  const counts = new Map<string, number>()
  for (const group of groups) counts.set(kind(group), (counts.get(kind(group)) ?? 0) + 1)
  return groups.map((group) => Math.min(limit, Math.max(SHARE_MIN, Math.ceil((2 * limit) / (counts.get(kind(group)) ?? 1)))))
}
