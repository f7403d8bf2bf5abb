import type { Sql } from '#server/db/pg.ts'

/**
 * A page of a journey's passages in ERROR: $1 journey, $2 node or null, $3 reason or null, $4 shard and $5 id after which,
 * $6 how many. Locks nothing; by progress_in_error, along which node and reason are looked for.
 */
export const listErrorsSql = {
  name: 'list_errors',
  text: `with page as materialized (
  select p.* from engine.progress p
  where p.journey_id = $1 and p.status = 'ERROR' and (p.shard, p.id) > ($4::smallint, $5::bigint)
    and ($2::text is null or p.failed_at = $2) and ($3::text is null or p.reason = $3)
  order by p.shard, p.id limit $6)
select p.shard, p.id, p.version_id as "versionId", p.failed_at as "nodeKey", coalesce(p.reason, '') as reason,
  p.entered_at as "enteredAt", p.updated_at as "failedAt", p.member_id as "memberId", m.user_id as "userId", m.email,
  jsonb_build_object('name', m.attributes -> 'name', 'firstName', m.attributes -> 'firstName', 'lastName', m.attributes -> 'lastName',
    'first_name', m.attributes -> 'first_name', 'last_name', m.attributes -> 'last_name') as names
from page p join engine.member m on m.shard = p.shard and m.id = p.member_id order by p.shard, p.id`,
} satisfies Sql
export type ErrorRow = {
  shard: number
  id: number
  versionId: number
  nodeKey: string | null
  reason: string
  enteredAt: Date
  failedAt: Date
  memberId: number
  userId: string | null
  email: string | null
  names: Record<string, unknown> | null
}

/** How many of a journey's passages are in ERROR, by node and reason, the most first. Locks nothing; by progress_in_error. */
export const countErrorsSql = {
  name: 'count_errors',
  text: `select coalesce(failed_at, '') as node, coalesce(reason, '') as reason, count(*)::int as count from engine.progress
where journey_id = $1 and status = 'ERROR' group by 1, 2 order by 3 desc, 1, 2 limit 200`,
} satisfies Sql
export type ErrorCountRow = { node: string; reason: string; count: number }
