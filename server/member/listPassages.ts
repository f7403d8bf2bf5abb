import { z } from 'zod'
import { listQuerySchema } from '#domain/api/common.ts'
import { type ProgressResource, progressStatusSchema } from '#domain/member/resource.ts'
import { decodeCursor, pageOf } from '#server/api/cursor.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { readAliases } from '#server/sql/readAliases.ts'
import { type PassagePosition, readMemberPassages } from '#server/sql/readPassages.ts'
import { readVersions } from '#server/sql/readVersions.ts'
import { loadMember, type MemberRef } from './loadMember.ts'
import { passageResource } from './passageResource.ts'

/** `status`: one or more, separated by commas; by default all. */
export const statusesSchema = z
  .string()
  .transform((text) => text.split(',').filter(Boolean))
  .pipe(z.array(progressStatusSchema))
  .optional()
export const passageQuerySchema = listQuerySchema.extend({ status: statusesSchema })

const positionSchema = z.tuple([z.string(), z.number(), z.number()])
/** Where a list of passages goes on. */
export const passagePosition = (cursor: string | undefined, filters: unknown): PassagePosition | null => {
  const position = decodeCursor(cursor, filters, positionSchema)
  return position ? { exact: position[0], shard: position[1], id: position[2] } : null
}

/** A member's passages through journeys, the newest first. */
export async function listPassages(
  ctx: Ctx,
  input: MemberRef & z.input<typeof passageQuerySchema>,
): Promise<{ data: ProgressResource[]; nextCursor: string | null }> {
  authorise(ctx, 'viewer')
  const { limit, cursor, status } = passageQuerySchema.parse(input)
  const statuses = status?.length ? status : progressStatusSchema.options
  const db = pool()
  const member = await loadMember(ctx.workspaceId, input, db)
  const filters = { of: [member.shard, member.id], statuses }
  const rows = await readMemberPassages(db, await readAliases(db, member), {
    statuses,
    before: passagePosition(cursor, filters),
    limit: limit + 1,
  })
  const page = pageOf(rows, limit, filters, (row) => [row.exact, row.shard, row.id])
  const versions = await readVersions(
    db,
    ctx.workspaceId,
    page.rows.map((row) => row.versionId),
  )
  return { data: page.rows.map((row) => passageResource(row, versions.get(row.versionId))), nextCursor: page.nextCursor }
}
