import type { Queryable } from '#server/db/pg.ts'
import type { AliasSet } from './readAliases.ts'
import type { PassagePosition } from './readPassages.ts'

export type MemberMessageRow = PassagePosition & {
  memberId: number
  journeyId: number | null
  journeyName: string | null
  versionId: number | null
  nodeKey: string | null
  visit: number | null
  channel: string
  status: 'pending' | 'accepted' | 'unknown' | 'failed' | 'suppressed'
  reason: string | null
  address: string | null
  dueAt: Date
  heldUntil: Date | null
  timeZone: string
  subject: string | null
  createdAt: Date
  finishedAt: Date | null
  openedAt: Date | null
  clickedAt: Date | null
}

const columns = `
  m.shard, m.id, m.member_id as "memberId", m.journey_id as "journeyId", j.name as "journeyName", m.version_id as "versionId",
  m.node_key as "nodeKey", m.visit, m.channel, m.status, m.reason, m.address, m.due_at as "dueAt", m.held_until as "heldUntil",
  coalesce((select time_zone from engine.member x where x.shard = m.shard and x.id = m.member_id),
    (select time_zone from public.workspace where id = m.workspace_id)) as "timeZone", m.subject, m.created_at as "createdAt",
  m.finished_at as "finishedAt", m.opened_at as "openedAt", m.clicked_at as "clickedAt",
  to_char(m.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as exact`

/** A member's messages over its alias set, the newest first. Locks nothing; served by message_by_member. */
export async function readMemberMessages(
  db: Queryable,
  aliases: AliasSet,
  before: PassagePosition | null,
  limit: number,
): Promise<MemberMessageRow[]> {
  const { rows } = await db.query<MemberMessageRow>({
    name: 'read_member_messages',
    text: `
      select ${columns} from unnest($1::smallint[], $2::bigint[]) as a (shard, id)
      join engine.message m on m.shard = a.shard and m.member_id = a.id
      left join public.journey j on j.id = m.journey_id
      where (m.created_at < $3::timestamptz or (m.created_at = $3::timestamptz and (m.shard, m.id) > ($4::int, $5::bigint)))
      order by m.created_at desc, m.shard, m.id limit $6`,
    values: [aliases.shards, aliases.ids, before?.exact ?? 'infinity', before?.shard ?? -1, before?.id ?? 0, limit],
  })
  return rows
}

/** The messages of one passage. Locks nothing; served by message_intent. */
export async function readPassageMessages(db: Queryable, shards: number[], progressId: number): Promise<MemberMessageRow[]> {
  const { rows } = await db.query<MemberMessageRow>({
    name: 'read_passage_messages',
    text: `
      select ${columns} from engine.message m left join public.journey j on j.id = m.journey_id
      where m.shard = any($1::smallint[]) and m.progress_id = $2 order by m.visit`,
    values: [shards, progressId],
  })
  return rows
}
