import type { Sql } from '#server/db/pg.ts'

/**
 * Messages that came to an outcome, and when. Question n: messages of the member $2[n], $3[n] that came to $4[n], after $5[n]
 * (null: ever), of the passage $6[n], node $7[n], template $8[n], channel $9[n] and journey $10[n] where those are given.
 *
 * Locks nothing: outcomes are applied under the member's shard; what a sender has not told yet is not known yet. Served by
 * message_by_member.
 */
export const pastMessages = {
  name: 'tick_past_messages',
  text: `
select k.question, m.id, date_part('epoch', o.at) * 1000 as at
from unnest($1::int[], $2::smallint[], $3::bigint[], $4::text[], $5::timestamptz[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::int[])
  k(question, shard, member_id, outcome, after, progress_id, node_key, template, channel, journey_id)
join engine.message m on m.shard = k.shard and m.member_id = k.member_id
cross join lateral (select case k.outcome
    when 'created' then m.created_at
    when 'sent' then case when m.status = 'accepted' then m.finished_at end
    when 'failed' then case when m.status = 'failed' then m.finished_at end
    when 'suppressed' then case when m.status = 'suppressed' then m.finished_at end
    when 'delivered' then m.delivered_at
    when 'opened' then m.opened_at
    when 'clicked' then m.clicked_at
    when 'bounced' then m.bounced_at end as at) o
where o.at > coalesce(k.after, '-infinity')
  and (k.progress_id is null or m.progress_id = k.progress_id) and (k.node_key is null or m.node_key = k.node_key)
  and (k.template is null or m.content ->> 'template' = k.template) and (k.channel is null or m.channel = k.channel)
  and (k.journey_id is null or m.journey_id = k.journey_id)`,
} satisfies Sql
export type PastMessageRow = { question: number; id: number; at: number }

/**
 * What decides whether a channel reaches members at an address: $1 question, $2 shards, $3 members, $4 channels, $5 addresses. By the
 * primary keys of member, consent and suppression.
 */
export const reaches = {
  name: 'tick_reaches',
  text: `
select k.question, c.state as consent, s.address is not null as "isSuppressed"
from unnest($1::int[], $2::smallint[], $3::bigint[], $4::text[], $5::text[]) k(question, shard, member_id, channel, address)
join engine.member m on m.shard = k.shard and m.id = k.member_id
left join engine.consent c on c.shard = k.shard and c.member_id = k.member_id and c.channel = k.channel and c.topic = ''
left join engine.suppression s on s.workspace_id = m.workspace_id and s.channel = k.channel and s.address = lower(k.address)`,
} satisfies Sql
export type ReachRow = { question: number; consent: 'granted' | 'denied' | 'pending' | null; isSuppressed: boolean }
