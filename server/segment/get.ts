import type { SegmentResource } from '#domain/segment/resource.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { readCounting } from '#server/sql/segments.ts'
import { loadSegment, segmentResource } from './load.ts'

/** A segment with how many are in it, and how far they have been counted. */
export async function getSegment(ctx: Ctx, key: string): Promise<SegmentResource> {
  authorise(ctx, 'viewer')
  return segmentResource(await loadSegment(ctx, key), await readCounting(pool(), ctx.workspaceId))
}
