import type { Queryable } from '#server/db/pg.ts'

/** Members by the shard and id they go by now, after merges. */
export type Selves = { shards: number[]; ids: number[] }

/** Shards that members' other selves (those merged into them) are in. By member_aliases; the members' own is not among them. */
export const aliasShards = {
  name: 'alias_shards',
  text: `
select s.shard as "ofShard", s.id as "ofId", x.shard from unnest($1::smallint[], $2::bigint[]) s (shard, id)
join engine.member x on x.merged_into_shard = s.shard and x.merged_into_id = s.id`,
}
export type AliasShard = { ofShard: number; ofId: number; shard: number }

export async function readAliasShards(db: Queryable, selves: Selves): Promise<AliasShard[]> {
  const { rows } = await db.query<AliasShard>({ ...aliasShards, values: [selves.shards, selves.ids] })
  return rows
}

export type RecentMessage = {
  ofShard: number
  ofId: number
  channel: string
  topic: string
  /** Due, and in nobody's hands: it will be claimed in a moment. */
  isWaiting: boolean
  /** Of its journey, as stored. */
  priority: unknown
  at: Date
}

/**
 * What counts against the caps of members: messages accepted or in doubt since $4, those in the hands of a sender other
 * than $5, and those that wait and are due. Calls and transactional messages never count. $3: none that counts was decided
 * before. Locks nothing; the caller holds the members' shards. By member_aliases and message_by_member.
 */
export const recentMessages = {
  name: 'recent_messages',
  text: `
with selves as (
  select shard as of_shard, id as of_id, shard, id from unnest($1::smallint[], $2::bigint[]) s (shard, id)
  union all
  select s.shard, s.id, x.shard, x.id from unnest($1::smallint[], $2::bigint[]) s (shard, id)
  join engine.member x on x.merged_into_shard = s.shard and x.merged_into_id = s.id)
select s.of_shard as "ofShard", s.of_id as "ofId", m.channel, coalesce(m.content ->> 'topic', '') as topic,
  m.status = 'pending' and m.lease_token is null as "isWaiting", j.settings -> 'priority' as priority,
  coalesce(m.attempted_at, m.finished_at, $6) as at
from selves s
join engine.message m on m.shard = s.shard and m.member_id = s.id and m.created_at > $3
left join public.journey j on j.id = m.journey_id
where m.channel <> 'webhook' and m.content ->> 'isTransactional' is distinct from 'true'
  and case m.status
    when 'pending' then m.lease_token is distinct from $5::uuid and (m.lease_token is not null or m.due_at <= $6::timestamptz)
    when 'accepted' then coalesce(m.attempted_at, m.finished_at) > $4::timestamptz
    when 'unknown' then coalesce(m.attempted_at, m.finished_at) > $4::timestamptz
    else false end`,
}

export async function readRecentMessages(
  db: Queryable,
  { shards, ids }: Selves,
  { createdSince, since, token, now }: { createdSince: Date; since: Date; token: string; now: Date },
): Promise<RecentMessage[]> {
  const { rows } = await db.query<RecentMessage>({ ...recentMessages, values: [shards, ids, createdSince, since, token, now] })
  return rows
}
