import { z } from 'zod'
import type { MessageResource, messageListQuerySchema } from '#domain/message/resource.ts'
import { decodeCursor, pageOf } from '#server/api/cursor.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { readMessages } from '#server/sql/readMessages.ts'
import { messageResource } from './ledgerResource.ts'

export type MessageListInput = z.output<typeof messageListQuerySchema>

/** The ledger: what journeys decided to send and what became of it, newest first. */
export async function listMessages(ctx: Ctx, input: MessageListInput): Promise<{ data: MessageResource[]; nextCursor: string | null }> {
  authorise(ctx, 'viewer')
  const { limit, cursor, status = null, channel = null, journey = null, q = '' } = input
  const filters = { status, channel, journeyId: journey, addressPrefix: q || null }
  const before = decodeCursor(cursor, filters, z.number().int())
  const rows = await readMessages(pool(), ctx.workspaceId, filters, before ?? null, limit + 1)
  const page = pageOf(rows, limit, filters, (row) => row.id)
  return { data: page.rows.map(messageResource), nextCursor: page.nextCursor }
}
