import { hotId } from '#domain/api/common.ts'
import { type MemberResource, memberSchema } from '#domain/member/resource.ts'
import { pool, type Queryable } from '#server/db/pg.ts'
import type { MemberRow } from '#server/sql/findMember.ts'
import { readAliases } from '#server/sql/readAliases.ts'
import { readConsent, readLastSeen } from '#server/sql/readMemberStanding.ts'

/** A member's row as the API shows it: with every name it has, its consent and when it was last seen. */
export async function memberResource(row: MemberRow, db: Queryable = pool()): Promise<MemberResource> {
  const aliases = await readAliases(db, row)
  const consent = await readConsent(db, row)
  const lastSeenAt = await readLastSeen(db, aliases)
  return memberSchema.parse({
    id: hotId(row.shard, row.id),
    userId: row.userId,
    anonymousIds: aliases.anonymousIds,
    aliases: aliases.userIds.filter((userId) => userId !== row.userId),
    email: row.email,
    attributes: row.attributes,
    timeZone: row.timeZone,
    consent: consent.map((one) => ({ ...one, at: one.at.toISOString() })),
    heldAt: row.heldAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
  })
}
