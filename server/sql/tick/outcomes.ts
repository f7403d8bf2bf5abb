import type { Sql } from '#server/db/pg.ts'

/**
 * The messages that outcomes are about, and which kinds of outcome each has had. Locks nothing: outcomes of a message are
 * applied under its shard. By the primary keys of message and delivery_event.
 */
export const outcomeMessages = {
  name: 'tick_outcome_messages',
  text: `
select m.shard, m.id, m.workspace_id as "workspaceId", m.member_id as "memberId", m.journey_id as "journeyId", m.node_key as "nodeKey", m.channel,
  m.progress_id as "progressId", m.content ->> 'template' as template,
  (select array_agg(distinct d.kind) from engine.delivery_event d where d.shard = m.shard and d.message_id = m.id) as kinds
from unnest($1::smallint[], $2::bigint[]) k(shard, id) join engine.message m on m.shard = k.shard and m.id = k.id`,
} satisfies Sql
export type OutcomeMessageRow = {
  shard: number
  id: number
  workspaceId: number
  memberId: number
  journeyId: number | null
  nodeKey: string | null
  channel: string
  progressId: number | null
  template: string | null
  kinds: string[] | null
}

/**
 * Records outcomes, and on the message the instant of the first of each kind.
 *
 * Locks: messages by primary key, in the order given (senders take them in the same, by shard and id).
 * $1.. shard, message, id, workspace, member, kind, at, detail an outcome; $9.. shard, id and four instants a message
 */
export const writeOutcomes = {
  name: 'tick_write_outcomes',
  text: `with
told as (insert into engine.delivery_event (shard, message_id, id, workspace_id, member_id, kind, at, detail)
  select * from unnest($1::smallint[], $2::bigint[], $3::bigint[], $4::int[], $5::bigint[], $6::text[], $7::timestamptz[], $8::jsonb[]))
update engine.message m set delivered_at = coalesce(m.delivered_at, v.delivered), opened_at = coalesce(m.opened_at, v.opened),
  clicked_at = coalesce(m.clicked_at, v.clicked), bounced_at = coalesce(m.bounced_at, v.bounced)
from unnest($9::smallint[], $10::bigint[], $11::timestamptz[], $12::timestamptz[], $13::timestamptz[], $14::timestamptz[]) v(shard, id, delivered, opened, clicked, bounced)
where m.shard = v.shard and m.id = v.id`,
} satisfies Sql
