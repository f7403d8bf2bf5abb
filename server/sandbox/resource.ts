import { hotId } from '#domain/api/common.ts'
import type { SandboxMessage } from '#domain/message/resource.ts'
import { AppError } from '#server/errors.ts'
import type { SandboxRow } from '#server/sql/readSandbox.ts'

export const sandboxResource = (row: SandboxRow): SandboxMessage => ({
  id: String(row.id),
  messageId: hotId(row.shard, row.messageId),
  member: { id: hotId(row.shard, row.memberId), userId: row.userId },
  channel: row.channel,
  from: row.sender,
  to: row.recipient,
  subject: row.subject,
  preview: row.preview.trim(),
  journey: row.journeyId === null || row.journeyName === null ? null : { id: String(row.journeyId), name: row.journeyName },
  nodeKey: row.nodeKey,
  at: row.at.toISOString(),
  readAt: row.readAt?.toISOString() ?? null,
  openedAt: row.openedAt?.toISOString() ?? null,
  clickedAt: row.clickedAt?.toISOString() ?? null,
})

export const sandboxNotFound = () => new AppError('notFound', 'sandbox_message_not_found', 'There is no such message in the sandbox inbox.')
