import { conditionSchema } from '#domain/condition/document.ts'
import type { SegmentResource } from '#domain/segment/resource.ts'
import type { Ctx } from '#server/context.ts'
import { pool, type Queryable } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'
import { readSegment, type SegmentRow } from '#server/sql/segments.ts'

/** A segment by key. Refuses with 404. */
export async function loadSegment(ctx: Ctx, key: string, db: Queryable = pool(), isLocked = false): Promise<SegmentRow> {
  const row = await readSegment(db, ctx.workspaceId, key, isLocked)
  if (!row) throw new AppError('notFound', 'segment_not_found', 'There is no such segment in this workspace.')
  return row
}

/** What a program sends as If-Match to be sure that nobody changed it meanwhile. */
export const etagOf = ({ updatedAt }: Pick<SegmentRow, 'updatedAt'>) => updatedAt.toISOString()

export const segmentResource = (row: SegmentRow, counting: SegmentResource['counting']): SegmentResource => ({
  id: String(row.id),
  key: row.key,
  name: row.name,
  description: row.description,
  condition: conditionSchema.parse(row.condition),
  members: row.members,
  counting,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
})
