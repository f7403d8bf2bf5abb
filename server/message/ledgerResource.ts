import { hotId } from '#domain/api/common.ts'
import type { MessageResource } from '#domain/message/resource.ts'
import type { MessageRow } from '#server/sql/readMessages.ts'

/** A row of the ledger as the API shows it. */
export const messageResource = (row: MessageRow): MessageResource => ({
  id: hotId(row.shard, row.id),
  channel: row.channel,
  status: row.status,
  reason: row.reason,
  member: { id: hotId(row.shard, row.memberId), userId: row.userId, email: row.email },
  journey: row.journeyId === null || row.journeyName === null ? null : { id: String(row.journeyId), name: row.journeyName },
  nodeKey: row.nodeKey,
  address: row.address,
  subject: row.subject,
  createdAt: row.createdAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
  openedAt: row.openedAt?.toISOString() ?? null,
  clickedAt: row.clickedAt?.toISOString() ?? null,
})
