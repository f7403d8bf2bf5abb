import { nameAttributes } from '#domain/member/name.ts'
import type { Queryable } from '#server/db/pg.ts'

export type MemberLine = {
  shard: number
  id: number
  userId: string | null
  email: string | null
  names: Record<string, unknown>
  createdAt: Date
  inProgress: number
  /** What the search went by, lower case; '' without one. */
  sort: string
}

const columns = 'shard, id, user_id, email, attributes, created_at'
const line = `
  select p.shard, p.id, p.user_id as "userId", p.email, p.created_at as "createdAt", p.sort,
         jsonb_build_object(${nameAttributes.map((name) => `'${name}', p.attributes -> '${name}'`).join(', ')}) as names,
         (select count(*) from engine.progress g
          where g.shard = p.shard and g.member_id = p.id and g.status in ('READY', 'RUNNING', 'WAITING')) as "inProgress"
  from page p`

/** The newest first, below `before`. Locks nothing; served by member_by_workspace, and progress_by_member for the counts. */
export async function listNewestMembers(db: Queryable, workspaceId: number, before: number | null, limit: number): Promise<MemberLine[]> {
  const { rows } = await db.query<MemberLine>({
    name: 'list_newest_members',
    text: `
      with page as materialized (
        select ${columns}, '' as sort from engine.member
        where workspace_id = $1 and merged_into_id is null and id < coalesce($2::bigint, 9223372036854775807)
        order by id desc limit $3)
      ${line} order by p.id desc`,
    values: [workspaceId, before, limit],
  })
  return rows
}

/** The members at these places, the newest first. By primary key. */
export async function membersAt(db: Queryable, places: readonly { shard: number; id: number }[]): Promise<MemberLine[]> {
  if (places.length === 0) return []
  const { rows } = await db.query<MemberLine>({
    name: 'members_at',
    text: `
      with page as materialized (
        select ${columns}, '' as sort from engine.member
        where (shard, id) in (select * from unnest($1::smallint[], $2::bigint[])) and merged_into_id is null)
      ${line} order by p.id desc`,
    values: [places.map(({ shard }) => shard), places.map(({ id }) => id)],
  })
  return rows
}

/** Above every text that begins with a prefix: the last code point there is. */
const LAST = '\u{10FFFF}'

/** One half of the search: an index range of the prefix, in the order of its bytes, after where the last page ended. */
const half = (column: 'user_id' | 'email', but = '') => `
  (select ${columns}, lower(${column}) as sort from engine.member
   where workspace_id = $1 and merged_into_id is null
     and lower(${column}) ~>=~ greatest(lower($2) collate "C", $3 collate "C") and lower(${column}) ~<~ (lower($2) || '${LAST}')
     and (lower(${column}) ~>~ $3 or id > $4) ${but}
   order by lower(${column}) using ~<~, id limit $5)`

/**
 * Members whose userId or email begins with `prefix`, in the order of what matched. Locks nothing; two ranges, of
 * member_by_user and member_by_email: a prefix as a parameter of LIKE could not be served by an index.
 */
export async function searchMembers(
  db: Queryable,
  workspaceId: number,
  prefix: string,
  after: { sort: string; id: number } | null,
  limit: number,
): Promise<MemberLine[]> {
  const byUser = `and not coalesce(lower(user_id) ~>=~ lower($2) and lower(user_id) ~<~ (lower($2) || '${LAST}'), false)`
  const { rows } = await db.query<MemberLine>({
    name: 'search_members',
    text: `
      with page as materialized (
        select * from (${half('user_id')} union all ${half('email', byUser)}) both_halves order by sort using ~<~, id limit $5)
      ${line} order by p.sort using ~<~, p.id`,
    values: [workspaceId, prefix, after?.sort ?? '', after?.id ?? 0, limit],
  })
  return rows
}
