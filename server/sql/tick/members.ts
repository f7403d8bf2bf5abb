import { ALL_ATTRIBUTES } from '#domain/engine/types.ts'
import type { Sql } from '#server/db/pg.ts'
import { cell, type Packed, packed, type Source } from './packed.ts'

export type MemberRow = {
  id: number
  workspaceId: number
  userId: string | null
  timeZone: string | null
  isHeld: boolean | null
  wakeAt: number | null
  isAssessed: boolean | null
  mergedIntoShard: number | null
  mergedIntoId: number | null
  /** Whether others were merged into it. */
  hasAliases: boolean | null
  attributes: unknown
}
type SeldomOfMember = 'timeZone' | 'isHeld' | 'wakeAt' | 'isAssessed' | 'mergedIntoShard' | 'mergedIntoId' | 'hasAliases'

const columns = { id: 'm.id', workspaceId: 'm.workspace_id', userId: 'm.user_id' }
const seldom = {
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
}
const from = `from (select unnest($1::smallint[]) as shard, unnest($2::bigint[]) as id) k
join engine.member m on m.shard = k.shard and m.id = k.id`

function memberRow(of: Source<Omit<MemberRow, 'attributes'>, SeldomOfMember>, at: number, attributes: unknown): MemberRow {
  const id = cell(of.id, at)
  const { timeZone, isHeld, wakeAt, isAssessed, mergedIntoShard, mergedIntoId, hasAliases } = of.seldomOf(id)
  return {
    id,
    workspaceId: cell(of.workspaceId, at),
    userId: cell(of.userId, at),
    timeZone,
    isHeld,
    wakeAt,
    isAssessed,
    mergedIntoShard,
    mergedIntoId,
    hasAliases,
    attributes,
  }
}

/**
 * The members $1, $2 with all of their attributes.
 *
 * Locks nothing: their shards are held. Served by the primary key of member.
 */
export const members = packed<MemberRow, SeldomOfMember>({
  name: 'tick_members',
  columns: { ...columns, attributes: 'm.attributes' },
  seldom,
  from,
  row: (of, at) => memberRow(of, at, cell(of.attributes, at)),
})

/** The same with the attributes $3 where they are many, and with all where there are so few that taking some out costs more. */
const membersTrimmed = packed<MemberRow, SeldomOfMember>({
  name: 'tick_members_trimmed',
  columns: {
    ...columns,
    attributes: `case when pg_column_size(m.attributes) < 400 then m.attributes
    else coalesce((select jsonb_object_agg(a.name, m.attributes -> a.name) from unnest($3::text[]) a(name) where m.attributes ? a.name), '{}') end`,
  },
  seldom,
  from,
  row: (of, at) => memberRow(of, at, cell(of.attributes, at)),
})

/** Up to so many attributes are a column each; more cost as much as a whole document of a dozen. */
const FEW = 6
type FewRow = Omit<MemberRow, 'attributes'> & { [column: `a${number}`]: unknown }

/** The same with the attributes `names`, $3 and following. None is null in the row, where null removes. */
function membersWithFew(names: readonly string[]): Packed<FewRow, SeldomOfMember, MemberRow> {
  const places = names.map((name, i) => ({ name, column: `a${i}` as const, sql: `m.attributes -> $${i + 3}` }))
  return packed<FewRow, SeldomOfMember, MemberRow>({
    name: `tick_members_with_${names.length}`,
    columns: { ...columns, ...Object.fromEntries(places.map(({ column, sql }) => [column, sql])) },
    seldom,
    from,
    row: (of, at) => {
      const attributes: { [name: string]: unknown } = {}
      for (const { name, column } of places) {
        const value = of[column]?.[at] ?? null
        if (value !== null) attributes[name] = value
      }
      return memberRow(of, at, attributes)
    },
  })
}

/** `values` follow $1 and $2. */
export type MembersAsked = { sql: Packed<FewRow, SeldomOfMember, MemberRow> | typeof members; values: readonly unknown[] }

/** How to ask for members with those of their attributes that may be looked at; with all where ALL_ATTRIBUTES is among the names. */
export function membersWith(names: readonly string[]): MembersAsked {
  if (names.includes(ALL_ATTRIBUTES)) return { sql: members, values: [] }
  // To an object, __proto__ is no name like any other.
  if (names.length > FEW || names.includes('__proto__')) return { sql: membersTrimmed, values: [names] }
  return { sql: membersWithFew(names), values: names }
}

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
