import type { Queryable } from '#server/db/pg.ts'
import type { AliasSet } from './readAliases.ts'

/** A place in the timeline, to the microsecond: what came before it is older. */
export type TimelinePosition = { exact: string; rank: number; shard: number; id: number }

export type TimelineRow = TimelinePosition & {
  at: Date
  kind: 'event' | 'delivery' | 'entered' | 'left' | 'change' | 'consent'
  name: string
  journeyId: number | null
  journeyName: string | null
  versionId: number | null
  nodeKey: string | null
  progress: number | null
  message: number | null
  detail: Record<string, unknown>
}

/**
 * One source: its newest rows before the position, of every alias. `at` and `id` are what its index is ordered by; `rank`
 * orders what happened at one instant (what was caused stands above its cause).
 */
type Source = {
  kind: TimelineRow['kind']
  rank: number
  from: string
  at: string
  id: string
  where?: string
  name: string
  search: string
  journeyId?: string
  versionId?: string
  nodeKey?: string
  progress?: string
  message?: string
  detail: string
}

const over = `('ENDED', 'CANCELED', 'ERROR')`
const told = `('held', 'succeeded', 'sent', 'failed', 'suppressed', 'unknown', 'delivered', 'opened', 'clicked', 'bounced', 'complained', 'unsubscribed')`

const sources: Source[] = [
  {
    // event's primary key (shard, member_id, accepted_at, id)
    kind: 'event',
    rank: 1,
    from: 'engine.event s',
    at: 's.accepted_at',
    id: 's.id',
    // Consent is told from its own history.
    where: `not (s.kind = 'system' and s.name in ('consent_granted', 'consent_revoked'))`,
    name: 's.name',
    search: 's.name',
    detail: `jsonb_build_object('kind', s.kind, 'at', s.at, 'properties', s.payload -> 'properties')`,
  },
  {
    // attribute_history's primary key (shard, member_id, at, cause_id)
    kind: 'change',
    rank: 2,
    from: 'engine.attribute_history s',
    at: 's.at',
    id: 's.cause_id',
    name: `'profile_changed'`,
    search: `s.changes::text`,
    detail: `jsonb_build_object('changes', s.changes)`,
  },
  {
    // consent_history_by_member: as many rows as a member changed its mind
    kind: 'consent',
    rank: 3,
    from: 'engine.consent_history s',
    at: 's.at',
    id: 's.id',
    name: `'consent_' || s.state`,
    search: `s.channel || ' ' || s.topic`,
    detail: `jsonb_build_object('channel', s.channel, 'topic', s.topic, 'source', s.source)`,
  },
  {
    // progress_by_member: as many rows as a member has passages
    kind: 'entered',
    rank: 4,
    from: 'engine.progress s',
    at: 's.entered_at',
    id: 's.id',
    name: `'journey_entered'`,
    search: `''`,
    journeyId: 's.journey_id',
    versionId: 's.version_id',
    progress: 's.id',
    detail: `jsonb_build_object('entry', s.entry ->> 'name', 'status', s.status)`,
  },
  {
    // delivery_event_by_member (shard, member_id, at), and message's primary key
    kind: 'delivery',
    rank: 5,
    from: 'engine.delivery_event s join engine.message m on m.shard = s.shard and m.id = s.message_id',
    at: 's.at',
    id: 's.id',
    where: `s.kind in ${told}`,
    name: `m.channel || '_' || case s.kind when 'succeeded' then 'sent' else s.kind end`,
    search: `coalesce(m.subject, '')`,
    journeyId: 'm.journey_id',
    versionId: 'm.version_id',
    nodeKey: 'm.node_key',
    progress: 'm.progress_id',
    message: 'm.id',
    detail: `s.detail || jsonb_build_object('channel', m.channel, 'subject', m.subject, 'address', m.address,
      'reason', coalesce(s.detail ->> 'reason', m.reason))`,
  },
  {
    kind: 'left',
    rank: 6,
    from: 'engine.progress s',
    at: 's.updated_at',
    id: 's.id',
    where: `s.status in ${over}`,
    name: `'journey_exited'`,
    search: `coalesce(s.reason, '')`,
    journeyId: 's.journey_id',
    versionId: 's.version_id',
    progress: 's.id',
    detail: `jsonb_build_object('status', s.status, 'reason', s.reason)`,
  },
]

const branch = (s: Source) => `
  select * from (
    select ${s.at} as at, ${s.rank} as rank, s.shard, ${s.id} as id, '${s.kind}' as kind, ${s.name} as name,
           j.id as journey_id, j.name as journey_name, ${s.versionId ?? 'null::int'} as version_id, ${s.nodeKey ?? 'null::text'} as node_key,
           ${s.progress ?? 'null::bigint'} as progress, ${s.message ?? 'null::bigint'} as message, ${s.detail} as detail
    from ${s.from} left join public.journey j on j.id = ${s.journeyId ?? 'null::int'}
    where s.shard = a.shard and s.member_id = a.id and '${s.kind}' = any($3::text[]) and ${s.at} <= $5::timestamptz
      and (${s.at}, ${s.rank}, s.shard, ${s.id}) < ($5::timestamptz, $6::int, $7::int, $8::bigint)
      and ($4 = '' or position(lower($4) in lower(${s.name} || ' ' || ${s.search} || ' ' || coalesce(j.name, ''))) > 0)
      ${s.where ? `and ${s.where}` : ''}
    order by ${s.at} desc, ${s.id} desc limit $9
  ) of_${s.kind}`

const text = `
  select t.at, to_char(t.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as exact, t.rank, t.shard, t.id, t.kind, t.name,
         t.journey_id as "journeyId", t.journey_name as "journeyName", t.version_id as "versionId", t.node_key as "nodeKey",
         t.progress, t.message, t.detail
  from unnest($1::smallint[], $2::bigint[]) as a (shard, id)
  cross join lateral (${sources.map(branch).join(' union all ')}) t
  order by t.at desc, t.rank desc, t.shard desc, t.id desc limit $9`

/**
 * What happened to a member and its aliases, the newest first: one statement over six sources, each cut at `limit` by its
 * own index. Locks nothing.
 */
export async function readTimeline(
  db: Queryable,
  aliases: AliasSet,
  { kinds, q, before, limit }: { kinds: readonly string[]; q: string; before: TimelinePosition | null; limit: number },
): Promise<TimelineRow[]> {
  const { rows } = await db.query<TimelineRow>({
    name: 'read_timeline',
    text,
    values: [
      aliases.shards,
      aliases.ids,
      kinds,
      q,
      before?.exact ?? 'infinity',
      before?.rank ?? 0,
      before?.shard ?? 0,
      before?.id ?? 0,
      limit,
    ],
  })
  return rows
}
