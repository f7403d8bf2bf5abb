import { z } from 'zod'
import { listQuerySchema } from '#domain/api/common.ts'
import type { SegmentResource } from '#domain/segment/resource.ts'
import { decodeCursor, pageOf } from '#server/api/cursor.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { readCounting, readSegments } from '#server/sql/segments.ts'
import { segmentResource } from './load.ts'

export const segmentListQuerySchema = listQuerySchema.extend({
  /** Part of a name or a key. */
  q: z.string().trim().max(200).default(''),
})

/** A page of the workspace's segments with their counts, the last changed first. */
export async function listSegments(
  ctx: Ctx,
  input: z.input<typeof segmentListQuerySchema>,
): Promise<{ data: SegmentResource[]; nextCursor: string | null }> {
  authorise(ctx, 'viewer')
  const { limit, cursor, q } = segmentListQuerySchema.parse(input)
  const before = decodeCursor(cursor, { q }, z.tuple([z.iso.datetime(), z.number().int()]))
  const rows = await readSegments(pool(), ctx.workspaceId, q, before ? { updatedAt: before[0], id: before[1] } : null, limit + 1)
  const page = pageOf(rows, limit, { q }, (row) => [row.updatedAt.toISOString(), row.id])
  const counting = await readCounting(pool(), ctx.workspaceId)
  return { data: page.rows.map((row) => segmentResource(row, counting)), nextCursor: page.nextCursor }
}
