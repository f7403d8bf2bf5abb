import type { Queryable } from '#server/db/pg.ts'

/** A member and everyone merged into it: whose rows its history is read from. */
export type AliasSet = { shards: number[]; ids: number[]; anonymousIds: string[]; userIds: string[] }

/** Locks nothing; served by member_aliases and member_identity_by_member. The member itself comes first. */
export async function readAliases(db: Queryable, member: { shard: number; id: number }): Promise<AliasSet> {
  const { rows } = await db.query<{ shard: number; id: number; depth: number; anonymousIds: string[]; userIds: string[] }>({
    name: 'read_aliases',
    text: `
      with recursive alias as (
        select $1::smallint as shard, $2::bigint as id, 0 as depth
        union all
        select m.shard, m.id, a.depth + 1 from alias a
        join engine.member m on m.merged_into_shard = a.shard and m.merged_into_id = a.id and m.merged_into_id is not null
        where a.depth < 100
      )
      select a.shard, a.id, a.depth,
             coalesce(array_agg(i.value order by i.value) filter (where i.kind = 'a'), '{}') as "anonymousIds",
             coalesce(array_agg(i.value order by i.value) filter (where i.kind = 'u'), '{}') as "userIds"
      from alias a left join engine.member_identity i on i.shard = a.shard and i.member_id = a.id
      group by a.shard, a.id, a.depth order by a.depth, a.id`,
    values: [member.shard, member.id],
  })
  return {
    shards: rows.map((row) => row.shard),
    ids: rows.map((row) => row.id),
    anonymousIds: rows.flatMap((row) => row.anonymousIds),
    userIds: rows.flatMap((row) => row.userIds),
  }
}
