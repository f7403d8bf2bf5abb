import type { Queryable } from '#server/db/pg.ts'

/** What a backtest needs of a member beside its history. */
export type SimulatedMemberRow = {
  shard: number
  id: number
  userId: string | null
  attributes: unknown
  /** The members merged into it, as "<shard>-<id>". */
  aliases: string[] | null
  /** Channel, or channel and topic -> state. */
  consents: unknown
  suppressed: string[] | null
}
export type MembersAsked = {
  workspaceId: number
  afterId: number
  limit: number
  /** Only members with an event of one of these names in [from, to); null: all. */
  names: readonly string[] | null
  from: Date
  to: Date
  /** One member alone; null: all. */
  onlyId: number | null
}

/**
 * The next members after an id, in the order of their ids: one workspace's members lie together in member_by_workspace,
 * while in the order of shards everybody else's would be walked too.
 *
 * Locks nothing. Served by member_by_workspace, and for each member by the primary keys of event (index only: an event's own time
 * is never after its acceptance, so partitions before `from` are not looked at), consent and suppression.
 */
export async function readSimulatedMembers(db: Queryable, asked: MembersAsked): Promise<SimulatedMemberRow[]> {
  const { workspaceId, afterId, limit, names, from, to, onlyId } = asked
  const { rows } = await db.query<SimulatedMemberRow>({
    name: 'simulate_members',
    text: `
      select m.shard, m.id, m.user_id as "userId", m.attributes, a.aliases,
        (select jsonb_object_agg(concat_ws(' ', c.channel, nullif(c.topic, '')), c.state) from engine.consent c where c.shard = m.shard and c.member_id = m.id) as consents,
        (select array_agg(s.channel) from engine.suppression s
          where s.workspace_id = m.workspace_id and s.channel = any('{email,sms,push,line,webhook}') and s.address = lower(m.email)) as suppressed
      from engine.member m
      cross join lateral (
        select array_agg(x.shard || '-' || x.id order by x.id) as aliases from engine.member x
        where x.merged_into_shard = m.shard and x.merged_into_id = m.id and x.merged_into_id is not null) a
      where m.workspace_id = $1 and m.merged_into_id is null and m.id > $2 and ($7::bigint is null or m.id = $7)
        and ($4::text[] is null or exists (
          select from (select m.shard, m.id union all
            select split_part(y, '-', 1)::smallint, split_part(y, '-', 2)::bigint from unnest(a.aliases) y) k(shard, id)
          cross join lateral (
            select from engine.event e where e.shard = k.shard and e.member_id = k.id and e.name = any($4)
              and e.accepted_at >= $5 and e.at >= $5 and e.at < $6 limit 1) e))
      order by m.id limit $3`,
    values: [workspaceId, afterId, limit, names, from, to, onlyId],
  })
  return rows
}
