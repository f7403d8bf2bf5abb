import { canonical } from '#domain/condition/reads.ts'
import type { SegmentContent, SegmentResource } from '#domain/segment/resource.ts'
import { auditSql } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { transaction } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'
import { openEvaluation } from '#server/feed/openWalk.ts'
import { requestWalk } from '#server/queue/ring.ts'
import { raiseEpoch } from '#server/sql/raiseEpoch.ts'
import { lockSegments } from '#server/sql/segments.ts'
import { checkCondition } from './check.ts'
import { getSegment } from './get.ts'
import { etagOf, loadSegment } from './load.ts'

/**
 * Changes a segment. With another condition every member is reckoned anew in the background. `ifMatch` is the updatedAt that was
 * read ('*': whichever): refused (409) when somebody changed it since.
 */
export async function updateSegment(ctx: Ctx, key: string, content: SegmentContent, ifMatch: string): Promise<SegmentResource> {
  authorise(ctx, 'editor')
  const { name, description, condition } = content
  const walk = await transaction(async (db) => {
    await lockSegments(db, ctx.workspaceId)
    const before = await loadSegment(ctx, key, db, true)
    if (ifMatch !== '*' && ifMatch !== etagOf(before))
      throw new AppError(
        'conflict',
        'stale_segment',
        'Somebody has changed this segment since you read it. Load it again and make your change anew.',
      )
    await checkCondition(db, ctx, key, condition)
    await db.query({
      name: 'update_segment',
      text: 'update public.segment set name = $2, description = $3, condition = $4, updated_at = clock_timestamp() where id = $1',
      values: [before.id, name, description, JSON.stringify(condition)],
    })
    await auditSql(db, ctx, 'segment.update', `segment:${key}`, { name })
    if (canonical(condition) === canonical(before.condition)) return null
    const walkId = await openEvaluation(db, ctx.workspaceId)
    await raiseEpoch(db)
    return walkId
  })
  if (walk !== null) requestWalk(walk)
  return getSegment(ctx, key)
}
