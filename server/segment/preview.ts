import type { Condition } from '#domain/condition/document.ts'
import type { SegmentPreview } from '#domain/segment/resource.ts'
import { fittingTexts } from '#server/condition/patterns.ts'
import { memberSql } from '#server/condition/sql.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool, type Queryable, transaction } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'
import { lineOf } from '#server/member/listMembers.ts'
import { membersAt } from '#server/sql/listMembers.ts'
import { type PreviewRow, previewMembers } from '#server/sql/previewMembers.ts'
import { readConditions } from '#server/sql/segments.ts'
import { checkAsked } from './check.ts'

const TIMEOUT_MS = 15_000
const QUERY_CANCELED = '57014'

/**
 * How many members a condition holds for, exactly, at the instant that it says, and the ten newest. Events that are accepted and
 * not applied yet do not count. Refused (503) when it would take longer than a page should wait.
 */
export async function previewSegment(ctx: Ctx, condition: Condition, timeoutMs = TIMEOUT_MS): Promise<SegmentPreview> {
  authorise(ctx, 'viewer')
  checkAsked(condition)
  try {
    const { at, count, first } = await transaction(async (db) => {
      await db.query(`set local statement_timeout = ${Math.trunc(timeoutMs)}`)
      await db.query('set local jit = off')
      return found(db, ctx.workspaceId, condition)
    })
    return { at: at.toISOString(), count, members: (await membersAt(pool(), first)).map(lineOf) }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === QUERY_CANCELED)) throw error
    throw new AppError(
      'unavailable',
      'preview_timeout',
      'Counting this takes too long to wait for. Save the segment: its members are counted in the background.',
    )
  }
}

async function found(db: Queryable, workspaceId: number, condition: Condition): Promise<PreviewRow & { at: Date }> {
  const { rows: zones } = await db.query<{ timeZone: string; at: Date }>({
    name: 'preview_clock',
    text: `select time_zone as "timeZone", date_trunc('milliseconds', clock_timestamp()) as at from public.workspace where id = $1`,
    values: [workspaceId],
  })
  const { timeZone = 'UTC', at = new Date(0) } = zones[0] ?? {}
  const segments = new Map((await readConditions(db, workspaceId)).map(({ key, id }) => [key, id]))
  const fitting = await fittingTexts(db, workspaceId, condition)
  const sql = memberSql(condition, { workspaceId, timeZone, now: at.getTime(), segments, fitting: (place) => fitting.get(place) ?? [] })
  const workspace = sql.parameters.add(workspaceId, 'int')
  const { rows } = await db.query<PreviewRow>(previewMembers(sql, workspace), sql.parameters.values)
  return { at, ...(rows[0] ?? { count: 0, first: [] }) }
}
