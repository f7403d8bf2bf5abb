import type { ProgressStatus } from '#domain/engine/types.ts'
import type { Queryable } from '#server/db/pg.ts'
import type { AliasSet } from './readAliases.ts'

/** A place in a list of passages, the newest first, to the microsecond. */
export type PassagePosition = { exact: string; shard: number; id: number }

export type PassageRow = PassagePosition & {
  workspaceId: number
  memberId: number
  journeyId: number
  journeyName: string
  versionId: number
  version: number
  status: ProgressStatus
  nodeKey: string | null
  reason: string | null
  entry: unknown
  enteredAt: Date
  updatedAt: Date
  dueAt: Date | null
}
export type MemberPassageRow = PassageRow & { userId: string | null; email: string | null; names: Record<string, unknown> }

/**
 * `page` with the names of what it points at. The timers of its shards are read once each, by their primary key
 * (shard, lane, workspace_id, ...), as they have no index by progress.
 */
const columns = `
  p.shard, p.id, p.workspace_id as "workspaceId", p.member_id as "memberId", p.journey_id as "journeyId", j.name as "journeyName",
  p.version_id as "versionId", v.number as version, p.status, p.node_key as "nodeKey", p.reason, p.entry,
  p.entered_at as "enteredAt", p.updated_at as "updatedAt", coalesce(t.due_at, p.parked_due) as "dueAt",
  to_char(p.entered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as exact`
const named = `
  from page p
  join public.journey j on j.id = p.journey_id
  join public.journey_version v on v.id = p.version_id
  left join (
    select shard, progress_id, min(due_at) as due_at from engine.timer
    where shard = any(array(select distinct shard from page)) and lane in (0, 1) and workspace_id = any(array(select distinct workspace_id from page))
      and progress_id = any(array(select id from page where status in ('READY', 'RUNNING', 'WAITING')))
    group by shard, progress_id
  ) t on t.shard = p.shard and t.progress_id = p.id`
const order = 'p.entered_at desc, p.shard desc, p.id desc'
const older = (at: number) => `
  p.entered_at <= $${at}::timestamptz and (p.entered_at < $${at}::timestamptz or (p.shard, p.id) < ($${at + 1}::int, $${at + 2}::bigint))`
const start = { exact: 'infinity', shard: -1, id: 0 }

/** A member's passages over its alias set, the newest first. Locks nothing; served by progress_by_member. */
export async function readMemberPassages(
  db: Queryable,
  aliases: AliasSet,
  { statuses, before, limit }: { statuses: readonly ProgressStatus[]; before: PassagePosition | null; limit: number },
): Promise<PassageRow[]> {
  const { exact, shard, id } = before ?? start
  const { rows } = await db.query<PassageRow>({
    name: 'read_member_passages',
    text: `
      with page as materialized (
        select p.* from unnest($1::smallint[], $2::bigint[]) as a (shard, id)
        join engine.progress p on p.shard = a.shard and p.member_id = a.id
        where p.status = any($3::text[]) and ${older(4)}
        order by ${order} limit $7)
      select ${columns} ${named} order by ${order}`,
    values: [aliases.shards, aliases.ids, statuses, exact, shard, id, limit],
  })
  return rows
}

/** One passage of a member or its aliases; null when there is none. Locks nothing; progress's primary key. */
export async function readPassage(db: Queryable, aliases: AliasSet, place: { shard: number; id: number }): Promise<PassageRow | null> {
  const { rows } = await db.query<PassageRow>({
    name: 'read_passage',
    text: `
      with page as materialized (
        select p.* from engine.progress p join unnest($3::smallint[], $4::bigint[]) as a (shard, id) on p.shard = a.shard and p.member_id = a.id
        where p.shard = $1 and p.id = $2)
      select ${columns} ${named}`,
    values: [place.shard, place.id, aliases.shards, aliases.ids],
  })
  return rows[0] ?? null
}

/** The last passages of a member and its aliases through one journey. Locks nothing; by progress_by_member. */
export async function readPassagesThrough(db: Queryable, aliases: AliasSet, journeyId: number, limit: number): Promise<PassageRow[]> {
  const { rows } = await db.query<PassageRow>({
    name: 'read_passages_through',
    text: `
      with page as materialized (
        select p.* from unnest($1::smallint[], $2::bigint[]) as a (shard, id)
        join engine.progress p on p.shard = a.shard and p.journey_id = $3 and p.member_id = a.id order by ${order} limit $4)
      select ${columns} ${named} order by ${order}`,
    values: [aliases.shards, aliases.ids, journeyId, limit],
  })
  return rows
}

/**
 * A journey's passages with their members, the newest first. Locks nothing; progress_by_journey gives the order, and a
 * status or node is looked for along it.
 */
export async function readJourneyPassages(
  db: Queryable,
  journeyId: number,
  filter: { statuses: readonly ProgressStatus[]; nodeKey: string | null; before: PassagePosition | null; limit: number },
): Promise<MemberPassageRow[]> {
  const { exact, shard, id } = filter.before ?? start
  const { rows } = await db.query<MemberPassageRow>({
    name: 'read_journey_passages',
    text: `
      with page as materialized (
        select p.* from engine.progress p
        where p.journey_id = $1 and p.status = any($2::text[]) and ($3::text is null or p.node_key = $3) and ${older(4)}
        order by ${order} limit $7)
      select ${columns}, m.user_id as "userId", m.email,
             jsonb_build_object('name', m.attributes -> 'name', 'firstName', m.attributes -> 'firstName', 'lastName', m.attributes -> 'lastName',
               'first_name', m.attributes -> 'first_name', 'last_name', m.attributes -> 'last_name') as names
      ${named} left join engine.member m on m.shard = p.shard and m.id = p.member_id
      order by ${order}`,
    values: [journeyId, filter.statuses, filter.nodeKey, exact, shard, id, filter.limit],
  })
  return rows
}
