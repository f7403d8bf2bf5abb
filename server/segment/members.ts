import { z } from 'zod'
import { listQuerySchema } from '#domain/api/common.ts'
import type { MemberListItem } from '#domain/member/resource.ts'
import { decodeCursor, pageOf } from '#server/api/cursor.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { lineOf } from '#server/member/listMembers.ts'
import { membersAt } from '#server/sql/listMembers.ts'
import { membersInside } from '#server/sql/segments.ts'
import { loadSegment } from './load.ts'

/** Who is in a segment now, the newest member first. */
export async function listSegmentMembers(
  ctx: Ctx,
  key: string,
  input: z.input<typeof listQuerySchema>,
): Promise<{ data: MemberListItem[]; nextCursor: string | null }> {
  authorise(ctx, 'viewer')
  const { limit, cursor } = listQuerySchema.parse(input)
  const { id } = await loadSegment(ctx, key)
  const before = decodeCursor(cursor, { segment: id }, z.number())
  const places = await membersInside(pool(), id, before ?? null, limit + 1)
  const page = pageOf(places, limit, { segment: id }, (place) => place.id)
  return { data: (await membersAt(pool(), page.rows)).map(lineOf), nextCursor: page.nextCursor }
}
