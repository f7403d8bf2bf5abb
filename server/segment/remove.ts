import { conditionSchema } from '#domain/condition/document.ts'
import { readsOf } from '#domain/condition/reads.ts'
import { auditSql } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { transaction } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'
import { raiseEpoch } from '#server/sql/raiseEpoch.ts'
import { journeysNaming, lockSegments, readConditions } from '#server/sql/segments.ts'
import { loadSegment } from './load.ts'

/** Takes a segment away; its rows go in the daily upkeep. Refused (409) while a live journey or another segment names it. */
export async function removeSegment(ctx: Ctx, key: string): Promise<void> {
  authorise(ctx, 'editor')
  await transaction(async (db) => {
    await lockSegments(db, ctx.workspaceId)
    const { id, name } = await loadSegment(ctx, key, db, true)
    const journeys = await journeysNaming(db, ctx.workspaceId, key)
    if (journeys.length > 0)
      throw new AppError(
        'conflict',
        'segment_in_use',
        `${journeys.join(', ')} looks at this segment. End the journey or publish it without the segment first.`,
      )
    const others = (await readConditions(db, ctx.workspaceId)).filter(
      (one) => one.key !== key && readsOf(conditionSchema.parse(one.condition)).segments.includes(key),
    )
    if (others.length > 0)
      throw new AppError(
        'conflict',
        'segment_in_use',
        `The condition of ${others.map((one) => one.key).join(', ')} names this segment. Change that first.`,
      )
    await db.query({ name: 'remove_segment', text: 'delete from public.segment where id = $1', values: [id] })
    await auditSql(db, ctx, 'segment.remove', `segment:${key}`, { name })
    await raiseEpoch(db)
  })
}
