import { z } from 'zod'
import { hotId } from '#domain/api/common.ts'
import { nodeKeySchema } from '#domain/journey/document.ts'
import { nameOf } from '#domain/member/name.ts'
import { type JourneyProgress, progressStatusSchema } from '#domain/member/resource.ts'
import { pageOf } from '#server/api/cursor.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'
import { readJourneySpan } from '#server/sql/journeySpan.ts'
import { type MemberPassageRow, readJourneyPassages } from '#server/sql/readPassages.ts'
import { readVersions, type VersionRow } from '#server/sql/readVersions.ts'
import { passagePosition, passageQuerySchema } from './listPassages.ts'
import { passageResource } from './passageResource.ts'

export const journeyPassageQuerySchema = passageQuerySchema.extend({ node: nodeKeySchema.optional() })
const inputSchema = journeyPassageQuerySchema.extend({ journeyId: z.number().int() })

/** A journey's passages with who makes them, the newest first; by status, and by the node they stand at. */
export async function journeyPassages(
  ctx: Ctx,
  input: z.input<typeof inputSchema>,
): Promise<{ data: JourneyProgress[]; nextCursor: string | null }> {
  authorise(ctx, 'viewer')
  const { journeyId, limit, cursor, node, status } = inputSchema.parse(input)
  const statuses = status?.length ? status : progressStatusSchema.options
  const db = pool()
  if (!(await readJourneySpan(db, ctx.workspaceId, journeyId)))
    throw new AppError('notFound', 'journey_not_found', 'There is no such journey in this workspace.')
  const filters = { journeyId, statuses, node }
  const rows = await readJourneyPassages(db, journeyId, {
    statuses,
    nodeKey: node ?? null,
    before: passagePosition(cursor, filters),
    limit: limit + 1,
  })
  const page = pageOf(rows, limit, filters, (row) => [row.exact, row.shard, row.id])
  const versions = await readVersions(
    db,
    ctx.workspaceId,
    page.rows.map((row) => row.versionId),
  )
  return { data: page.rows.map((row) => lineOf(row, versions.get(row.versionId))), nextCursor: page.nextCursor }
}

const lineOf = (row: MemberPassageRow, version: VersionRow | undefined): JourneyProgress => ({
  ...passageResource(row, version),
  member: { id: hotId(row.shard, row.memberId), userId: row.userId, email: row.email, name: nameOf(row.names ?? {}) },
})
