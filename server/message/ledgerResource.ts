import { hotId } from '#domain/api/common.ts'
import { holds } from '#domain/message/release.ts'
import type { HeldResource, MessageResource } from '#domain/message/resource.ts'
import type { MessageRow } from '#server/sql/readMessages.ts'

type Waiting = { status: string; reason: string | null; dueAt: Date; heldUntil: Date | null; timeZone: string }

/** Until when a message waits because of a limit; null when it does not. */
export const heldOf = ({ status, reason, dueAt, heldUntil, timeZone }: Waiting): HeldResource | null =>
  status === 'pending' && heldUntil !== null && holds.some((hold) => hold === reason) ? { until: dueAt.toISOString(), timeZone } : null

/** A row of the ledger as the API shows it. */
export const messageResource = (row: MessageRow): MessageResource => ({
  id: hotId(row.shard, row.id),
  channel: row.channel,
  status: row.status,
  reason: row.reason,
  held: heldOf(row),
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
