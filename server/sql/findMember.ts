import type { Queryable } from '#server/db/pg.ts'

export type MemberRow = {
  shard: number
  id: number
  userId: string | null
  email: string | null
  timeZone: string | null
  attributes: Record<string, unknown>
  heldAt: Date | null
  createdAt: Date
}

/** Where a look-up begins. Each is served by an index: two primary keys, member_by_email. */
const starts = {
  id: 'select shard, id from engine.member where workspace_id = $1 and shard = $2::smallint and id = $3::bigint',
  userId: `select shard, member_id as id from engine.member_identity where workspace_id = $1 and kind = 'u' and value = $2`,
  anonymousId: `select shard, member_id as id from engine.member_identity where workspace_id = $1 and kind = 'a' and value = $2`,
  email: `select shard, id from engine.member
          where workspace_id = $1 and lower(email) = lower($2) and merged_into_id is null order by id desc limit 1`,
} as const

/**
 * A member by one of its names, following merges to whom it lives on as; null when there is none. Locks nothing; the
 * chain is walked by primary key.
 */
export async function findMember(
  db: Queryable,
  workspaceId: number,
  by: keyof typeof starts,
  names: [string] | [number, number],
): Promise<MemberRow | null> {
  const { rows } = await db.query<MemberRow>({
    name: `find_member_${by}`,
    text: `
      with recursive start as (${starts[by]}),
      chain as (
        select m.*, 0 as depth from start s join engine.member m on m.shard = s.shard and m.id = s.id
        union all
        select m.*, c.depth + 1 from chain c join engine.member m on m.shard = c.merged_into_shard and m.id = c.merged_into_id
        where c.depth < 100
      )
      select shard, id, user_id as "userId", email, time_zone as "timeZone", attributes, held_at as "heldAt", created_at as "createdAt"
      from chain where merged_into_id is null and workspace_id = $1`,
    values: [workspaceId, ...names],
  })
  return rows[0] ?? null
}
