import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { SHARDS } from '#domain/member/shard.ts'
import type { Sql } from '#server/db/pg.ts'
import { type FeedDepthRow, feedDepths } from '#server/sql/feed.ts'
import {
  beginMemberWalk,
  type FedRow,
  feedMembers,
  feedSegment,
  type MemberWalkRow,
  memberWalkAudience,
  openMemberWalks,
} from '#server/sql/memberWalk.ts'

export type WalkOptions = {
  /** After rows were put into the inbox. */
  onFed: () => void
  /** Stops between chunks; what is left is found again by the sweep. */
  signal?: AbortSignal
  /** Bulk rows that may wait in a shard. */
  depth?: number
  /** Members at once. */
  chunk?: number
}

const DEPTH = 1_000
const CHUNK = 4_000
const PATIENCE_MS = 100

/**
 * Goes on with a walk (server/feed/openWalk.ts): its row for each member of the audience, in keyset chunks of short transactions,
 * never more than a set depth per shard. Every member is fed once, whoever crashes and however many are at it. Returns how many
 * this call fed.
 */
export async function walkMembers(pool: pg.Pool, walkId: number, options: WalkOptions): Promise<number> {
  const { onFed, signal, depth = DEPTH, chunk = CHUNK } = options
  const [walk] = await query<MemberWalkRow>(pool, memberWalkAudience, [walkId])
  if (!walk) return 0
  await query(pool, beginMemberWalk, [walkId])
  const next = walk.segmentId === null ? feedMembers : feedSegment
  let fed = 0
  while (!signal?.aborted) {
    const waiting = await query<FeedDepthRow>(pool, feedDepths, [depth])
    const room = depth - Math.max(...waiting.map((shard) => shard.depth))
    if (room <= 0) {
      await sleep(PATIENCE_MS)
      continue
    }
    // Members spread over the shards, so half of the room in all of them fits the fullest.
    const [done] = await query<FedRow>(pool, next, [walkId, Math.min(chunk, Math.ceil((room * SHARDS) / 2))])
    if (!done) return fed
    fed += done.fed
    if (done.fed > 0) onFed()
    if (done.isFinished) return fed
  }
  return fed
}

/** Walks that wait to be gone on with. */
export const unfinishedWalks = async (pool: pg.Pool): Promise<number[]> =>
  (await query<{ id: number }>(pool, openMemberWalks)).map(({ id }) => id)

const query = async <Row extends pg.QueryResultRow>(pool: pg.Pool, sql: Sql, values: unknown[] = []): Promise<Row[]> =>
  (await pool.query<Row>({ ...sql, values })).rows
