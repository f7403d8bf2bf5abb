import type { InboxKind, Lane } from '#domain/engine/inbox.ts'
import type { Queryable } from '#server/db/pg.ts'
import { arrayLiteral } from './arrayLiteral.ts'

export type InboxRow = {
  workspaceId: number
  shard: number
  memberId: number
  lane: Lane
  kind: InboxKind
  /** JSON on one line, as JSON.stringify writes it. */
  payload: string
  /** Deduplicated within its workspace; null: never a repeat. */
  messageId: string | null
  /** Null: now. */
  acceptedAt: Date | null
}

/**
 * Remembers the message ids and puts what was not seen before into the inbox, in one statement. Waits for, and then
 * leaves out, what another transaction is inserting under the same message id; ids are taken in their order, so that two
 * batches with the same ids cannot deadlock. Acceptance times rise by a microsecond a row, so that a batch keeps its order.
 * Serves: the primary key of event_seen. Message ids must differ within a call.
 */
const text = `
  with item as materialized (
    select * from unnest($1::int[], $2::smallint[], $3::bigint[], $4::smallint[], $5::text[], string_to_array($6, E'\\n')::jsonb[],
                         $7::text[], $8::timestamptz[]) with ordinality as x (workspace_id, shard, member_id, lane, kind, payload, message_id, accepted_at, position)
  ), seen as (
    insert into engine.event_seen (workspace_id, message_id, at)
    select workspace_id, message_id, coalesce(accepted_at, statement_timestamp()) from item where message_id is not null
     order by workspace_id, message_id collate "C"
    on conflict do nothing
    returning workspace_id, message_id
  )
  insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload, accepted_at)
  select shard, lane, workspace_id, member_id, kind, payload,
         coalesce(accepted_at, statement_timestamp() + position * interval '1 microsecond')
    from item left join seen using (workspace_id, message_id)
   where item.message_id is null or seen.message_id is not null
   order by position`

/** Returns how many rows were new. */
export async function insertInbox(db: Queryable, rows: readonly InboxRow[]): Promise<number> {
  if (!rows.length) return 0
  const values = [
    numbers(rows.map((r) => r.workspaceId)),
    numbers(rows.map((r) => r.shard)),
    numbers(rows.map((r) => r.memberId)),
    numbers(rows.map((r) => r.lane)),
    `{${rows.map((r) => r.kind).join()}}`,
    // JSON.stringify writes no line break, so that payloads need no escaping: the largest cost of a batch otherwise.
    rows.map((r) => r.payload).join('\n'),
    arrayLiteral(rows.map((r) => r.messageId)),
    arrayLiteral(rows.map((r) => r.acceptedAt?.toISOString() ?? null)),
  ]
  const { rowCount } = await db.query({ name: 'insert_inbox', text, values })
  return rowCount ?? 0
}

/** A literal of numbers: the driver would quote and escape each. */
const numbers = (values: readonly number[]) => `{${values.join()}}`
