import { z } from 'zod'
import type { SandboxListQuery, SandboxMessage } from '#domain/message/resource.ts'
import { decodeCursor, pageOf } from '#server/api/cursor.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { countUnread, readSandbox } from '#server/sql/readSandbox.ts'
import { sandboxResource } from './resource.ts'

const UNREAD_MAX = 1_000

/** What the sandbox took instead of sending it, newest first, and how many are unread (counted to a thousand). */
export async function listSandbox(
  ctx: Ctx,
  { limit, cursor, q = '', unread }: SandboxListQuery,
): Promise<{ data: SandboxMessage[]; nextCursor: string | null; unread: number }> {
  authorise(ctx, 'viewer')
  const filters = { pattern: q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null, onlyUnread: unread === 'true' }
  const before = decodeCursor(cursor, filters, z.number().int())
  const [rows, count] = await Promise.all([
    readSandbox(pool(), ctx.workspaceId, filters, before ?? null, limit + 1),
    countUnread(pool(), ctx.workspaceId, UNREAD_MAX),
  ])
  const page = pageOf(rows, limit, filters, (row) => row.id)
  return { data: page.rows.map(sandboxResource), nextCursor: page.nextCursor, unread: count }
}
