import type { Sql } from '#server/db/pg.ts'
import { cell, packed, seldomCell } from './packed.ts'

/**
 * The members $1, $2 with those of their attributes that live plans read ($4), or all of them: where this tick changes some ($3), and
 * where there are so few that taking some out costs more than sending them.
 *
 * Locks nothing: their shards are held. Served by the primary key of member.
 */
export const members = packed<MemberRow, SeldomOfMember>({
  name: 'tick_members',
  columns: {
    shard: 'm.shard',
    id: 'm.id',
    workspaceId: 'm.workspace_id',
    userId: 'm.user_id',
    attributes: `case when k.whole or pg_column_size(m.attributes) < 400 then m.attributes
    else coalesce((select jsonb_object_agg(a.name, m.attributes -> a.name) from unnest($4::text[]) a(name) where m.attributes ? a.name), '{}') end`,
  },
  seldom: {
    id: 'm.id',
    columns: {
      timeZone: 'm.time_zone',
      isHeld: 'nullif(m.held_at is not null, false)',
      wakeAt: "date_part('epoch', m.wake_at) * 1000",
      isAssessed: 'nullif(m.assessed_at is not null, false)',
      mergedIntoShard: 'm.merged_into_shard',
      mergedIntoId: 'm.merged_into_id',
      hasAliases: 'nullif(m.has_aliases, false)',
    },
  },
  from: `from unnest($1::smallint[], $2::bigint[], $3::boolean[]) k(shard, id, whole)
join engine.member m on m.shard = k.shard and m.id = k.id`,
  row: (of, at) => {
    const id = cell(of.id, at)
    return {
      shard: cell(of.shard, at),
      id,
      workspaceId: cell(of.workspaceId, at),
      userId: cell(of.userId, at),
      timeZone: seldomCell(of.timeZone, id),
      isHeld: seldomCell(of.isHeld, id) ?? false,
      wakeAt: seldomCell(of.wakeAt, id),
      isAssessed: seldomCell(of.isAssessed, id) ?? false,
      mergedIntoShard: seldomCell(of.mergedIntoShard, id),
      mergedIntoId: seldomCell(of.mergedIntoId, id),
      hasAliases: seldomCell(of.hasAliases, id) ?? false,
      attributes: cell(of.attributes, at),
    }
  },
})
export type MemberRow = {
  shard: number
  id: number
  workspaceId: number
  userId: string | null
  timeZone: string | null
  isHeld: boolean
  wakeAt: number | null
  isAssessed: boolean
  mergedIntoShard: number | null
  mergedIntoId: number | null
  /** Whether others were merged into it. */
  hasAliases: boolean
  attributes: unknown
}

type SeldomOfMember = 'timeZone' | 'isHeld' | 'wakeAt' | 'isAssessed' | 'mergedIntoShard' | 'mergedIntoId' | 'hasAliases'

/** Those that were merged into the members $1, $2. Locks nothing: their shards are held. By member_aliases. */
export const memberAliases = {
  name: 'tick_member_aliases',
  text: `
select k.id as "memberId", x.shard, x.id from unnest($1::smallint[], $2::bigint[]) k(shard, id)
join engine.member x on x.merged_into_shard = k.shard and x.merged_into_id = k.id`,
} satisfies Sql
export type MemberAliasRow = { memberId: number; shard: number; id: number }

/**
 * What is known of members ($1 shards, $2 members) and segments. Locks nothing: their shards are held. By the primary key of
 * segment_member.
 */
export const memberships = {
  name: 'tick_memberships',
  text: `
select s.shard, s.member_id as "memberId", s.segment_id as "segmentId", s.is_in as "isIn",
  date_part('epoch', s.since) * 1000 as since, date_part('epoch', s.changes_at) * 1000 as "changesAt"
from unnest($1::smallint[], $2::bigint[]) k(shard, member_id) join engine.segment_member s on s.shard = k.shard and s.member_id = k.member_id`,
} satisfies Sql
export type MembershipRow = { shard: number; memberId: number; segmentId: number; isIn: boolean; since: number; changesAt: number | null }
