import type { z } from 'zod'
import type { createSegmentSchema, SegmentResource } from '#domain/segment/resource.ts'
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

/** A new segment. Ticks keep it from now on; members who are there already are counted in the background. */
export async function createSegment(ctx: Ctx, input: z.output<typeof createSegmentSchema>): Promise<SegmentResource> {
  authorise(ctx, 'editor')
  const { key, name, description, condition } = input
  const walk = await transaction(async (db) => {
    await lockSegments(db, ctx.workspaceId)
    await checkCondition(db, ctx, key, condition)
    const made = await db.query({
      name: 'create_segment',
      text: `insert into public.segment (workspace_id, key, name, description, condition, created_at, updated_at)
        values ($1, $2, $3, $4, $5, clock_timestamp(), clock_timestamp()) on conflict (workspace_id, key) do nothing returning id`,
      values: [ctx.workspaceId, key, name, description, JSON.stringify(condition)],
    })
    if (made.rowCount === 0) throw new AppError('conflict', 'segment_key_taken', `There is a segment ${key} already. Choose another key.`)
    await auditSql(db, ctx, 'segment.create', `segment:${key}`, { name })
    const walkId = await openEvaluation(db, ctx.workspaceId)
    await raiseEpoch(db)
    return walkId
  })
  requestWalk(walk)
  return getSegment(ctx, key)
}
