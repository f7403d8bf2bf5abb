import type { MemberSql } from '#server/condition/sql.ts'

export type PreviewRow = { count: number; first: { shard: number; id: number }[] }

/**
 * How many members a condition holds for, and the ten newest of them. One statement for everybody: no lookup per member.
 * Locks nothing; reads the workspace's members once, and the events, messages and segments that the condition counts once
 * each: by member_by_workspace, event_by_name, message_by_journey and segment_member_inside.
 */
export const previewMembers = ({ ctes, joins, where }: MemberSql, workspace: string): string => `with ${ctes.join(',\n')},
hits as materialized (select m.shard, m.id from engine.member m ${joins.join(' ')}
  where m.workspace_id = ${workspace} and m.merged_into_id is null and ${where})
select (select count(*)::int from hits) as count,
  coalesce((select jsonb_agg(jsonb_build_object('shard', shard, 'id', id) order by id desc) from (select * from hits order by id desc limit 10) newest), '[]') as first`

/** All of them, for tests and small audiences. */
export const membersWhere = ({ ctes, joins, where }: MemberSql, workspace: string): string =>
  `with ${ctes.join(',\n')} select m.id from engine.member m ${joins.join(' ')}
   where m.workspace_id = ${workspace} and m.merged_into_id is null and ${where}`

/**
 * Different texts beyond ASCII that an attribute ($2) of the workspace's members ($1) has, after $3, in the order of their bytes.
 * Reads those members. The event form looks at the property $3 of events named $2, after $4.
 */
export const attributeTexts = {
  name: 'attribute_texts',
  text: `select distinct (m.attributes ->> $2) collate "C" as text from engine.member m
where m.workspace_id = $1 and m.merged_into_id is null and jsonb_typeof(m.attributes -> $2) = 'string'
  and octet_length(m.attributes ->> $2) > length(m.attributes ->> $2) and (m.attributes ->> $2) collate "C" > $3 order by 1 limit 10000`,
}
export const propertyTexts = {
  name: 'property_texts',
  text: `select distinct (e.payload -> 'properties' ->> $3) collate "C" as text from engine.event e
where e.workspace_id = $1 and e.name = $2 and jsonb_typeof(e.payload -> 'properties' -> $3) = 'string'
  and octet_length(e.payload -> 'properties' ->> $3) > length(e.payload -> 'properties' ->> $3)
  and (e.payload -> 'properties' ->> $3) collate "C" > $4 order by 1 limit 10000`,
}
