import type { Queryable } from '#server/db/pg.ts'
import type { Held } from './attemptMessages.ts'
import { storable } from './storable.ts'

export type Finish = Held & {
  status: 'accepted' | 'unknown' | 'failed' | 'suppressed'
  reason: string | null
  /** The other side's words, or what went wrong. */
  detail: string | null
  address: string | null
  subject: string | null
  providerId: number | null
  providerRef: string | null
  templateVersionId: number | null
  /** The address goes onto the suppression list. */
  suppress: boolean
  /** JSON text of what an awaiting progress is told; null: only how the message ended. */
  answer: string | null
}

/**
 * Ends messages: the row, its outcome into the inbox of its member's shard, the answer that a progress awaits likewise, and
 * hard bounces onto the suppression list, in one statement. Guarded by the lease's token, which only pending messages have: a
 * late answer of somebody who lost it changes nothing. However an awaited call ends, one answer goes out; the sandbox, which has
 * none, says 200. A charged message that was not sent is given back to its journey's quota. Returns how many.
 */
const text = `
with ended as (
  select * from unnest($1::smallint[], $2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::int[], $10::text[], $11::int[], $12::boolean[], $14::text[])
    e (shard, id, token, status, reason, detail, address, subject, provider_id, provider_ref, template_version_id, suppress, answer)),
done as (
  update engine.message m set status = e.status, reason = e.reason, lease_token = null, leased_until = null,
    finished_at = coalesce($13::timestamptz, clock_timestamp()), address = coalesce(e.address, m.address), subject = coalesce(e.subject, m.subject),
    provider_id = e.provider_id, provider_ref = e.provider_ref, template_version_id = coalesce(e.template_version_id, m.template_version_id)
  from ended e where m.shard = e.shard and m.id = e.id and m.lease_token = e.token
  returning m.shard, m.id, m.lane, m.workspace_id, m.member_id, m.channel, m.status, m.finished_at, m.address, m.journey_id, m.is_charged, e.detail, e.reason, e.suppress,
    case when m.progress_id is not null and m.content ->> 'awaits' = 'true' then jsonb_build_object('do', 'answer', 'progressId', m.progress_id, 'visit', m.visit,
      'answer', coalesce(e.answer::jsonb, jsonb_build_object('ok', m.status = 'accepted', 'status', case m.status when 'accepted' then 200 end, 'body', null, 'reason', e.reason))) end as command),
told as (
  insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload, accepted_at)
  select shard, lane, workspace_id, member_id, 'outcome', jsonb_build_object(
      'messageId', id, 'outcome', case status when 'accepted' then 'sent' else status end,
      'at', to_char(finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'detail', jsonb_strip_nulls(jsonb_build_object('reason', reason, 'detail', detail))),
    coalesce($13::timestamptz, clock_timestamp())
  from done),
answered as (
  insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload, accepted_at)
  select shard, lane, workspace_id, member_id, 'command', command, coalesce($13::timestamptz, clock_timestamp()) from done where command is not null),
refunded as (
  update engine.journey_spending s set used = greatest(0, s.used - r.count) from (
    select k.journey_id, k.channel, d.count from engine.journey_spending k join (
      select journey_id, channel, count(*) from done where is_charged and status in ('failed', 'suppressed') group by journey_id, channel) d
      on d.journey_id = k.journey_id and d.channel = k.channel
    order by k.journey_id, k.channel for update of k) r
  where s.journey_id = r.journey_id and s.channel = r.channel),
bounced as (
  insert into engine.suppression (workspace_id, channel, address, reason)
  select distinct workspace_id, channel, lower(address), 'bounced' from done where suppress and address is not null
  on conflict do nothing)
select count(*)::int as count from done`

export async function finishMessages(db: Queryable, finishes: Finish[], now?: Date): Promise<number> {
  const column = <T>(of: (finish: Finish) => T) => finishes.map(of)
  const values = [
    column((f) => f.shard),
    column((f) => f.id),
    column((f) => f.token),
    column((f) => f.status),
    column((f) => f.reason),
    column((f) => (f.detail === null ? null : storable(f.detail))),
    column((f) => f.address),
    column((f) => (f.subject === null ? null : storable(f.subject))),
    column((f) => f.providerId),
    column((f) => f.providerRef),
    column((f) => f.templateVersionId),
    column((f) => f.suppress),
    now ?? null,
    column((f) => f.answer),
  ]
  const { rows } = await db.query<{ count: number }>({ name: 'finish_messages', text, values })
  return rows[0]?.count ?? 0
}
