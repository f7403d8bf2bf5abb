import { z } from 'zod'
import { hotId, listQuerySchema } from '#domain/api/common.ts'
import { nameOf } from '#domain/member/name.ts'
import type { MemberListItem } from '#domain/member/resource.ts'
import { decodeCursor, pageOf } from '#server/api/cursor.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { listNewestMembers, type MemberLine, searchMembers } from '#server/sql/listMembers.ts'

const inputSchema = listQuerySchema.extend({ q: z.string().trim().max(200).default('') })
const positionSchema = z.tuple([z.string(), z.number()])

/** Members, the newest first; with `q` those whose userId or email begins with it, in that order. */
export async function listMembers(
  ctx: Ctx,
  input: z.input<typeof inputSchema>,
): Promise<{ data: MemberListItem[]; nextCursor: string | null }> {
  authorise(ctx, 'viewer')
  const { q, limit, cursor } = inputSchema.parse(input)
  const position = decodeCursor(cursor, { q }, positionSchema)
  const rows =
    q === ''
      ? await listNewestMembers(pool(), ctx.workspaceId, position?.[1] ?? null, limit + 1)
      : await searchMembers(pool(), ctx.workspaceId, q, position ? { sort: position[0], id: position[1] } : null, limit + 1)
  const page = pageOf(rows, limit, { q }, (row) => [row.sort, row.id])
  return { data: page.rows.map(lineOf), nextCursor: page.nextCursor }
}

/** A line of a list of members. */
export const lineOf = (row: MemberLine): MemberListItem => ({
  id: hotId(row.shard, row.id),
  userId: row.userId,
  email: row.email,
  name: nameOf(row.names),
  createdAt: row.createdAt.toISOString(),
  inProgress: row.inProgress,
})
