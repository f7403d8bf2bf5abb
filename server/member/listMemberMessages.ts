import type { z } from 'zod'
import { hotId, listQuerySchema } from '#domain/api/common.ts'
import { messageSchema } from '#domain/message/resource.ts'
import { pageOf } from '#server/api/cursor.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { heldOf } from '#server/message/ledgerResource.ts'
import type { MemberRow } from '#server/sql/findMember.ts'
import { readAliases } from '#server/sql/readAliases.ts'
import { type MemberMessageRow, readMemberMessages } from '#server/sql/readMemberMessages.ts'
import { passagePosition } from './listPassages.ts'
import { loadMember, type MemberRef } from './loadMember.ts'

type Message = z.infer<typeof messageSchema>

/** What was to be sent to a member, and what became of it, the newest first. */
export async function listMemberMessages(
  ctx: Ctx,
  input: MemberRef & z.input<typeof listQuerySchema>,
): Promise<{ data: Message[]; nextCursor: string | null }> {
  authorise(ctx, 'viewer')
  const { limit, cursor } = listQuerySchema.parse(input)
  const db = pool()
  const member = await loadMember(ctx.workspaceId, input, db)
  const filters = { of: [member.shard, member.id] }
  const rows = await readMemberMessages(db, await readAliases(db, member), passagePosition(cursor, filters), limit + 1)
  const page = pageOf(rows, limit, filters, (row) => [row.exact, row.shard, row.id])
  return { data: page.rows.map((row) => lineOf(row, member)), nextCursor: page.nextCursor }
}

const lineOf = (row: MemberMessageRow, member: MemberRow): Message =>
  messageSchema.parse({
    id: hotId(row.shard, row.id),
    channel: row.channel,
    status: row.status,
    reason: row.reason,
    held: heldOf(row),
    member: { id: hotId(member.shard, member.id), userId: member.userId, email: member.email },
    journey: row.journeyId === null ? null : { id: String(row.journeyId), name: row.journeyName ?? '' },
    nodeKey: row.nodeKey,
    address: row.address,
    subject: row.subject,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    openedAt: row.openedAt?.toISOString() ?? null,
    clickedAt: row.clickedAt?.toISOString() ?? null,
  })
