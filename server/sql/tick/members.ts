import type { Sql } from '#server/db/pg.ts'

/**
 * The members $1, $2 with those of their attributes that live plans read ($4), or all of them ($3) where this tick changes
 * some. `aliases` are the members merged into this one.
 *
 * Locks nothing: their shards are held. Served by the primary key of member and member_aliases.
 */
export const members = {
  name: 'tick_members',
  text: `
select m.shard, m.id, m.workspace_id as "workspaceId", m.user_id as "userId", m.time_zone as "timeZone", m.held_at is not null as "isHeld",
  m.merged_into_shard as "mergedIntoShard", m.merged_into_id as "mergedIntoId",
  coalesce(case when k.whole then m.attributes
    else (select jsonb_object_agg(a.name, m.attributes -> a.name) from unnest($4::text[]) a(name) where m.attributes ? a.name) end, '{}') as attributes,
  (select array_agg(x.shard || '-' || x.id) from engine.member x where x.merged_into_shard = m.shard and x.merged_into_id = m.id) as aliases
from unnest($1::smallint[], $2::bigint[], $3::boolean[]) k(shard, id, whole)
join engine.member m on m.shard = k.shard and m.id = k.id`,
} satisfies Sql
export type MemberRow = {
  shard: number
  id: number
  workspaceId: number
  userId: string | null
  timeZone: string | null
  isHeld: boolean
  mergedIntoShard: number | null
  mergedIntoId: number | null
  attributes: unknown
  /** "<shard>-<id>" */
  aliases: string[] | null
}
