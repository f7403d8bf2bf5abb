import type { Sql } from '#server/db/pg.ts'

/**
 * The passages that a timer or a command of this tick is about. Never all passages of a member.
 *
 * Locks nothing: their shards are held. Served by the primary key of progress.
 */
export const passages = {
  name: 'tick_passages',
  text: `
select p.shard, p.id, p.workspace_id as "workspaceId", p.journey_id as "journeyId", p.version_id as "versionId", p.member_id as "memberId",
  p.lane, p.node_key as "nodeKey", p.status, p.visits, p.row_version as "rowVersion",
  extract(epoch from p.parked_due)::float8 * 1000 as "parkedDueAt", p.entry
from unnest($1::smallint[], $2::bigint[]) k(shard, id) join engine.progress p on p.shard = k.shard and p.id = k.id`,
} satisfies Sql
export type PassageRow = {
  shard: number
  id: number
  workspaceId: number
  journeyId: number
  versionId: number
  memberId: number
  lane: number
  nodeKey: string | null
  status: string
  visits: number
  rowVersion: number
  parkedDueAt: number | null
  entry: unknown
}
