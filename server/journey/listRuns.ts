import { z } from 'zod'
import { listQuerySchema } from '#domain/api/common.ts'
import { type Run, runSchema } from '#domain/journey/initiation.ts'
import { decodeCursor, pageOf } from '#server/api/cursor.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { refuseUnknown } from '#server/progress/known.ts'
import { listRunsSql, type RunRow, readRunSql } from '#server/sql/audienceRuns.ts'

const positionSchema = z.number().int()

/** A journey's runs for an audience, the newest first, and how far each is. */
export async function listRuns(
  ctx: Ctx,
  journeyId: number,
  input: z.input<typeof listQuerySchema>,
): Promise<{ data: Run[]; nextCursor: string | null }> {
  authorise(ctx, 'viewer')
  await refuseUnknown(ctx, journeyId)
  const { limit, cursor } = listQuerySchema.parse(input)
  const before = decodeCursor(cursor, journeyId, positionSchema) ?? Number.MAX_SAFE_INTEGER
  const { rows } = await pool().query<RunRow>({ ...listRunsSql, values: [journeyId, before, limit + 1] })
  const page = pageOf(rows, limit, journeyId, ({ id }) => id)
  return { data: page.rows.map(resourceOf), nextCursor: page.nextCursor }
}

export async function readRun(id: number): Promise<Run | null> {
  const { rows } = await pool().query<RunRow>({ ...readRunSql, values: [id] })
  return rows[0] ? resourceOf(rows[0]) : null
}

const resourceOf = ({ id, occurrence, createdAt, finishedAt, ...row }: RunRow): Run =>
  runSchema.parse({
    ...row,
    id: String(id),
    occurrence: occurrence.toISOString(),
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  })
