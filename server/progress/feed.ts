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
import { type Feeding, feedMove, PATIENCE_MS, query } from './feedMove.ts'

export type FeedOptions = Feeding & {
  /** Bulk rows that may wait in a shard. */
  depth?: number | undefined
}

const DEPTH = 1_000

/**
 * Takes members to a new version, and resumes or ends the passages of a journey: puts a command for each of them that needs
 * one into the bulk lane, in keyset chunks of short transactions, and stops at a set depth per shard until the ticks have
 * caught up. What is to be done is read from the journey, so that it is the same whoever calls, and after any crash. Whoever
 * goes over does so before what a pause parked goes on. Returns how many commands it put.
 */
export async function feed(pool: pg.Pool, journeyId: number, { onFed, signal, depth = DEPTH }: FeedOptions): Promise<number> {
  const moved = await feedMove(pool, journeyId, { onFed, signal, depth })
  const cursors = new Map(Array.from({ length: SHARDS }, (_, shard) => [shard, 0]))
  let fed = 0
  while (cursors.size > 0 && !signal?.aborted) {
    const chunk = chunkFor(await statusOf(pool, journeyId))
    if (!chunk) break
    const before = fed
    let looked = 0
    for (const { shard, depth: waiting } of await query<FeedDepthRow>(pool, feedDepths, [depth])) {
      const after = cursors.get(shard)
      const room = depth - waiting
      if (after === undefined || room <= 0) continue
      const [done] = await query<FeedChunkRow>(pool, chunk, [journeyId, shard, after, room])
      fed += done?.fed ?? 0
      looked += done?.looked ?? 0
      if (done?.last == null || done.looked < room) cursors.delete(shard)
      else cursors.set(shard, done.last)
    }
    if (fed > before) onFed()
    if (looked === 0 && cursors.size > 0) await sleep(PATIENCE_MS)
  }
  return moved + fed
}

/** Journeys whose passages wait for a feed. */
export const unfed = async (pool: pg.Pool): Promise<number[]> => (await query<{ id: number }>(pool, unfedJourneys)).map(({ id }) => id)

function chunkFor(journey: FeedJourneyRow | undefined): Sql | null {
  if (!journey || journey.status === 'PAUSED') return null
  return journey.status === 'ENDED' && !journey.drains ? feedOpen : feedParked
}

const statusOf = async (pool: pg.Pool, journeyId: number) => (await query<FeedJourneyRow>(pool, feedJourney, [journeyId]))[0]
