import type { z } from 'zod'
import type { Queryable } from '#server/db/pg.ts'

export type SegmentRow = {
  id: number
  key: string
  name: string
  description: string
  condition: z.core.util.JSONType
  members: number
  createdAt: Date
  updatedAt: Date
}

const columns = `s.id, s.key, s.name, s.description, s.condition, s.created_at as "createdAt", s.updated_at as "updatedAt",
  (select count(*)::int from engine.segment_member m where m.segment_id = s.id and m.is_in) as members`

/** One segment with its count. With `isLocked` until the end of the transaction. By its unique key, and segment_member_inside. */
export async function readSegment(db: Queryable, workspaceId: number, key: string, isLocked = false): Promise<SegmentRow | undefined> {
  const text = `select ${columns} from public.segment s where s.workspace_id = $1 and s.key = $2 ${isLocked ? 'for update of s' : ''}`
  return (await db.query<SegmentRow>(text, [workspaceId, key])).rows[0]
}

/** A page, the last changed first, below `before`; $2: part of a name or a key. A small table; counts by segment_member_inside. */
export async function readSegments(
  db: Queryable,
  workspaceId: number,
  query: string,
  before: { updatedAt: string; id: number } | null,
  limit: number,
): Promise<SegmentRow[]> {
  const { rows } = await db.query<SegmentRow>({
    name: 'read_segments',
    text: `select ${columns} from public.segment s
      where s.workspace_id = $1 and ($2 = '' or position(lower($2) in lower(s.name)) > 0 or position(lower($2) in s.key) > 0)
        and ($3::timestamptz is null or (s.updated_at, s.id) < ($3::timestamptz, $4::int))
      order by s.updated_at desc, s.id desc limit $5`,
    values: [workspaceId, query, before?.updatedAt ?? null, before?.id ?? null, limit],
  })
  return rows
}

/** Every segment's id, key and condition, so that what names what can be looked at as a whole. A small table. */
export async function readConditions(db: Queryable, workspaceId: number): Promise<{ id: number; key: string; condition: unknown }[]> {
  const text = 'select id, key, condition from public.segment where workspace_id = $1 order by id'
  return (await db.query<{ id: number; key: string; condition: unknown }>({ name: 'read_segment_conditions', text, values: [workspaceId] }))
    .rows
}

/** One change of the workspace's segments at a time, so that two cannot make a circle together. Advisory, until the commit. */
export const lockSegments = (db: Queryable, workspaceId: number) =>
  db.query({ name: 'lock_segments', text: 'select pg_advisory_xact_lock(72707371, $1)', values: [workspaceId] })

/** Names of journeys that are not over and look at a segment, in a node, an exit or their trigger. Small tables. */
export async function journeysNaming(db: Queryable, workspaceId: number, key: string): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>({
    name: 'journeys_naming_segment',
    text: `select j.name from public.journey j left join public.journey_version v on v.id = j.live_version_id
      where j.workspace_id = $1 and j.status in ('ONGOING', 'PAUSED')
        and (jsonb_path_exists(v.document, '$.**.segment ? (@ == $key)', jsonb_build_object('key', $2::text))
          or jsonb_path_exists(j.settings, '$.**.segment ? (@ == $key)', jsonb_build_object('key', $2::text)))
      order by j.name, j.id`,
    values: [workspaceId, key],
  })
  return rows.map(({ name }) => name)
}

/** How far the workspace's members were fed to be reckoned anew, while that goes on. By member_walk_open. */
export async function readCounting(db: Queryable, workspaceId: number): Promise<{ fed: number; total: number | null } | null> {
  const { rows } = await db.query<{ fed: number; total: number | null }>({
    name: 'read_counting',
    text: `select fed, total from engine.member_walk where workspace_id = $1 and purpose = 'evaluate' and finished_at is null
      order by id desc limit 1`,
    values: [workspaceId],
  })
  return rows[0] ?? null
}

/** Places of a segment's members below `before`, the newest first. By segment_member_inside. */
export async function membersInside(
  db: Queryable,
  segmentId: number,
  before: number | null,
  limit: number,
): Promise<{ shard: number; id: number }[]> {
  const { rows } = await db.query<{ shard: number; id: number }>({
    name: 'members_inside',
    text: `select shard, member_id as id from engine.segment_member
      where segment_id = $1 and is_in and member_id < coalesce($2::bigint, 9223372036854775807) order by member_id desc limit $3`,
    values: [segmentId, before, limit],
  })
  return rows
}
