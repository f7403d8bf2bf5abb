import { z } from 'zod'
import { hotId } from '#domain/api/common.ts'
import { type errorCountsSchema, errorQuerySchema, type PassageError } from '#domain/journey/errors.ts'
import { nameOf } from '#domain/member/name.ts'
import { decodeCursor, pageOf } from '#server/api/cursor.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { summaryOf } from '#server/member/passageResource.ts'
import { countErrorsSql, type ErrorCountRow, type ErrorRow, listErrorsSql } from '#server/sql/errors.ts'
import { readVersions, type VersionRow } from '#server/sql/readVersions.ts'
import { refuseUnknown } from './known.ts'

const positionSchema = z.tuple([z.number().int(), z.number().int()])
const START = [-1, 0] as const

/** A journey's passages in ERROR, with reason, node and member; by node and by reason. */
export async function listErrors(
  ctx: Ctx,
  journeyId: number,
  input: z.input<typeof errorQuerySchema>,
): Promise<{ data: PassageError[]; nextCursor: string | null }> {
  authorise(ctx, 'viewer')
  const { limit, cursor, node = null, reason = null } = errorQuerySchema.parse(input)
  await refuseUnknown(ctx, journeyId)
  const filters = { journeyId, node, reason }
  const [shard, id] = decodeCursor(cursor, filters, positionSchema) ?? START
  const db = pool()
  const { rows } = await db.query<ErrorRow>({ ...listErrorsSql, values: [journeyId, node, reason, shard, id, limit + 1] })
  const page = pageOf(rows, limit, filters, (row) => [row.shard, row.id])
  const versions = await readVersions(
    db,
    ctx.workspaceId,
    page.rows.map(({ versionId }) => versionId),
  )
  return { data: page.rows.map((row) => lineOf(row, versions.get(row.versionId))), nextCursor: page.nextCursor }
}

/** How many there are, by node and reason. */
export async function countErrors(ctx: Ctx, journeyId: number): Promise<z.output<typeof errorCountsSchema>> {
  authorise(ctx, 'viewer')
  await refuseUnknown(ctx, journeyId)
  const { rows } = await pool().query<ErrorCountRow>({ ...countErrorsSql, values: [journeyId] })
  return { total: rows.reduce((sum, { count }) => sum + count, 0), groups: rows }
}

function lineOf(row: ErrorRow, version: VersionRow | undefined): PassageError {
  const key = row.nodeKey ?? ''
  const node = version?.document.nodes.find((one) => one.key === key)
  return {
    id: hotId(row.shard, row.id),
    node: { key, name: node?.name ?? '', kind: node?.kind ?? '', summary: node ? summaryOf(node) : null },
    reason: row.reason,
    failedAt: row.failedAt.toISOString(),
    enteredAt: row.enteredAt.toISOString(),
    version: version?.number ?? 0,
    member: { id: hotId(row.shard, row.memberId), userId: row.userId, email: row.email, name: nameOf(row.names ?? {}) },
  }
}
