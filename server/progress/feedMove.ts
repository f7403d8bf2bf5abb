import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Sql } from '#server/db/pg.ts'
import { type FeedDepthRow, feedDepths } from '#server/sql/feed.ts'
import {
  beginRound,
  type CountMoveRow,
  closeMove,
  countMove,
  type FeedMoveRow,
  feedMoveChunk,
  type MoveUnderWayRow,
  moveUnderWay,
  type OpenShardRow,
  openShards,
} from '#server/sql/feedMove.ts'

export type Feeding = {
  /** After rows were put into the inbox. */
  onFed: () => void
  /** Stops between chunks; what is left is found again by the sweep. */
  signal?: AbortSignal | undefined
}
/** `depth`: bulk rows that may wait in a shard. */
type Depth = { depth: number }

export const PATIENCE_MS = 100

/** After the first, a round finds who was on the way while it went by; who is left after the last is told, not chased. */
const ROUNDS_MAX = 3

/**
 * Takes the members of a journey to the version that was published with a plan for them, also while it is paused. Goes on
 * where it was left off. A later publish with a plan takes its place; ending the journey by cancel ends it.
 */
export async function feedMove(pool: pg.Pool, journeyId: number, options: Feeding & Depth): Promise<number> {
  let fed = 0
  while (!options.signal?.aborted) {
    const [move] = await query<MoveUnderWayRow>(pool, moveUnderWay, [journeyId])
    if (!move) break
    const shards = await query<OpenShardRow>(pool, openShards, [move.id])
    if (move.status === 'ENDED' && !move.drains) await close(pool, move, 'ended')
    else if (shards.length === 0) await turnRound(pool, move)
    else {
      const chunks = await feedShards(pool, move, shards, options)
      const more = chunks.reduce((sum, one) => sum + one, 0)
      fed += more
      if (more > 0) options.onFed()
      if (chunks.length === 0) await sleep(PATIENCE_MS)
    }
  }
  return fed
}

async function turnRound(pool: pg.Pool, move: MoveUnderWayRow): Promise<void> {
  const [{ count } = { count: 0 }] = await query<CountMoveRow>(pool, countMove, [move.id])
  if (count === 0 || move.rounds >= ROUNDS_MAX) await close(pool, move, 'done', count)
  else await query(pool, beginRound, [move.id, move.rounds, count])
}

/** How many commands were put into each shard that had room and more to come. */
async function feedShards(pool: pg.Pool, move: MoveUnderWayRow, shards: readonly OpenShardRow[], { depth }: Depth): Promise<number[]> {
  const fed: number[] = []
  const waiting = new Map((await query<FeedDepthRow>(pool, feedDepths, [depth])).map((row) => [row.shard, row.depth]))
  for (const { shard, isFed } of shards) {
    const room = depth - (waiting.get(shard) ?? 0)
    if (isFed || room <= 0) continue
    const [done] = await query<FeedMoveRow>(pool, feedMoveChunk, [move.id, shard, room])
    fed.push(done?.fed ?? 0)
  }
  return fed
}

async function close(pool: pg.Pool, { id }: MoveUnderWayRow, because: 'done' | 'ended', remaining?: number): Promise<void> {
  const left = remaining ?? (await query<CountMoveRow>(pool, countMove, [id]))[0]?.count ?? 0
  await query(pool, closeMove, [id, because, left])
}

export const query = async <Row extends pg.QueryResultRow>(pool: pg.Pool, sql: Sql, values: unknown[] = []): Promise<Row[]> =>
  (await pool.query<Row>({ ...sql, values })).rows
