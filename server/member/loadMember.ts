import { hotIdSchema } from '#domain/api/common.ts'
import type { memberByValues } from '#domain/member/resource.ts'
import { pool, type Queryable } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'
import { findMember, type MemberRow } from '#server/sql/findMember.ts'

/** A member named from outside: by default by userId. A merged member is found under all the names it had. */
export type MemberRef = { ref: string; by?: (typeof memberByValues)[number] | undefined }

/** The member a reference stands for. Refuses with 404 when this workspace has none. */
export async function loadMember(workspaceId: number, { ref, by = 'userId' }: MemberRef, db: Queryable = pool()): Promise<MemberRow> {
  const member = await lookUp(db, workspaceId, by, ref)
  if (member) return member
  throw new AppError('notFound', 'member_not_found', 'There is no such member in this workspace.')
}

/** The same, null when there is none. */
export async function lookUp(db: Queryable, workspaceId: number, by: NonNullable<MemberRef['by']>, ref: string): Promise<MemberRow | null> {
  if (by !== 'id') return findMember(db, workspaceId, by, [ref])
  const id = hotIdSchema.safeParse(ref)
  return id.success ? findMember(db, workspaceId, 'id', [id.data.shard, id.data.id]) : null
}
