import { hotId } from '#domain/api/common.ts'
import type { Queryable } from '#server/db/pg.ts'
import { type DeliveryEventRow, deliveryEventsSql } from '#server/sql/explain.ts'
import type { AliasSet } from '#server/sql/readAliases.ts'
import { readPassageMessages } from '#server/sql/readMemberMessages.ts'

/** The messages of these passages, each with everything that became of it: why it was sent, held or dropped. */
export async function explainMessages(db: Queryable, { shards }: AliasSet, passages: readonly { shard: number; id: number }[]) {
  const messages = []
  for (const { shard, id } of passages)
    for (const row of await readPassageMessages(db, shards, id)) messages.push({ ...row, progressId: hotId(shard, id) })
  const values = [messages.map(({ shard }) => shard), messages.map(({ id }) => id)]
  const { rows } = await db.query<DeliveryEventRow>({ ...deliveryEventsSql, values })
  return messages.map(({ shard, id, progressId, nodeKey, channel, status, reason, createdAt }) => ({
    ...{ id: hotId(shard, id), progressId, nodeKey, channel, status, reason, createdAt: createdAt.toISOString() },
    events: rows
      .filter((event) => event.shard === shard && event.messageId === id)
      .map(({ kind, at, detail }) => ({ kind, at: at.toISOString(), detail })),
  }))
}
