import type { InboxKind, Lane } from '#domain/engine/inbox.ts'
import type { Queryable } from '#server/db/pg.ts'
import { type NumberType, numberArray, type TextType, textArray } from './binaryArray.ts'

export type InboxRow = {
  workspaceId: number
  shard: number
  memberId: number
  lane: Lane
  kind: InboxKind
  /** JSON text. */
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
 * Serves: the primary key of event_seen. Message ids must differ within a call. Where all are new, nearly always, none is looked for among
 * those that were.
 */
const text = `
  with item as materialized (
    select * from unnest($1::int[], $2::smallint[], $3::bigint[], $4::smallint[], $5::text[], $6::jsonb[],
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
    from item
   where (select count(*) from seen) = (select count(*) from item where message_id is not null)
      or message_id is null or (workspace_id, message_id) in (select workspace_id, message_id from seen)
   order by position`

/** Returns how many rows were new. */
export async function insertInbox(db: Queryable, rows: readonly InboxRow[]): Promise<number> {
  if (!rows.length) return 0
  const { rowCount } = await db.query({ name: 'insert_inbox', text, values: columnsOf(rows) })
  return rowCount ?? 0
}

function columnsOf(rows: readonly InboxRow[]): Buffer[] {
  const numbers = (type: NumberType, of: (row: InboxRow) => number | null) => numberArray(type, rows.map(of))
  const texts = (type: TextType, of: (row: InboxRow) => string | null) => textArray(type, rows.map(of))
  return [
    numbers('int', (row) => row.workspaceId),
    numbers('smallint', (row) => row.shard),
    numbers('bigint', (row) => row.memberId),
    numbers('smallint', (row) => row.lane),
    texts('text', (row) => row.kind),
    texts('jsonb', (row) => row.payload),
    texts('text', (row) => row.messageId),
    numbers('timestamptz', (row) => row.acceptedAt?.getTime() ?? null),
  ]
}
