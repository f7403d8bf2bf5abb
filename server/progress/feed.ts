import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { SHARDS } from '#domain/member/shard.ts'
import type { Sql } from '#server/db/pg.ts'
import {
  type FeedChunkRow,
  type FeedDepthRow,
  type FeedJourneyRow,
  feedDepths,
  feedJourney,
  feedOpen,
  feedParked,
  unfedJourneys,
} from '#server/sql/feed.ts'

export type FeedOptions = {
  /** After rows were put into the inbox. */
  onFed: () => void
  /** Stops between chunks; what is left is found again by the sweep. */
  signal?: AbortSignal
  /** Bulk rows that may wait in a shard. */
  depth?: number
}

const DEPTH = 1_000
const PATIENCE_MS = 100

/**
 * Resumes or ends the passages of a journey: puts a command for each of them that needs one into the bulk lane, in keyset
 * chunks of short transactions, and stops at a set depth per shard until the ticks have caught up. What is to be done is read
 * from the journey's status, so that it is the same whoever calls, and after any crash. Returns how many commands it put.
 */
export async function feed(pool: pg.Pool, journeyId: number, { onFed, signal, depth = DEPTH }: FeedOptions): Promise<number> {
  const cursors = new Map(Array.from({ length: SHARDS }, (_, shard) => [shard, { last: 0, key: '' }]))
  let fed = 0
  while (cursors.size > 0 && !signal?.aborted) {
    const chunk = chunkFor(await statusOf(pool, journeyId))
    if (!chunk) return fed
    const before = fed
    let looked = 0
    for (const { shard, depth: waiting } of await query<FeedDepthRow>(pool, feedDepths, [depth])) {
      const cursor = cursors.get(shard)
      const room = depth - waiting
      if (!cursor || room <= 0) continue
      const values = [journeyId, shard, cursor.last, room]
      const [done] = await query<FeedChunkRow>(pool, chunk, chunk === feedOpen ? [...values, cursor.key] : values)
      fed += done?.fed ?? 0
      looked += done?.looked ?? 0
      if (done?.last == null || done.looked < room) cursors.delete(shard)
      else cursors.set(shard, { last: done.last, key: done.key })
    }
    if (fed > before) onFed()
    if (looked === 0 && cursors.size > 0) await sleep(PATIENCE_MS)
  }
  return fed
}

/** Journeys whose passages wait for a feed. */
export const unfed = async (pool: pg.Pool): Promise<number[]> => (await query<{ id: number }>(pool, unfedJourneys)).map(({ id }) => id)

function chunkFor(journey: FeedJourneyRow | undefined): Sql | null {
  if (!journey || journey.status === 'PAUSED') return null
  return journey.status === 'ENDED' && !journey.drains ? feedOpen : feedParked
}

const statusOf = async (pool: pg.Pool, journeyId: number) => (await query<FeedJourneyRow>(pool, feedJourney, [journeyId]))[0]

const query = async <Row extends pg.QueryResultRow>(pool: pg.Pool, sql: Sql, values: unknown[] = []): Promise<Row[]> =>
  (await pool.query<Row>({ ...sql, values })).rows
