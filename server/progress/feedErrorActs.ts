import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Sql } from '#server/db/pg.ts'
import { feedErrorAct, hasErrorActs } from '#server/sql/errorActs.ts'
import { type FeedDepthRow, feedDepths } from '#server/sql/feed.ts'
import type { FeedOptions } from './feed.ts'

const DEPTH = 1_000
const PATIENCE_MS = 100

/**
 * Goes on with the acts on passages in ERROR that are open, chunk by chunk, never more than a set depth per shard. Every passage
 * is met once an act, whoever crashes and however many are at it. Returns how many commands this call put.
 */
export async function feedErrorActs(pool: pg.Pool, { onFed, signal, depth = DEPTH }: FeedOptions): Promise<number> {
  let fed = 0
  while (!signal?.aborted) {
    const waiting = await query<FeedDepthRow>(pool, feedDepths, [depth])
    const room = depth - Math.max(...waiting.map((shard) => shard.depth))
    if (room <= 0) {
      await sleep(PATIENCE_MS)
      continue
    }
    const [done] = await query<{ fed: number }>(pool, feedErrorAct, [room])
    if (!done) return fed
    fed += done.fed
    if (done.fed > 0) onFed()
  }
  return fed
}

/** Whether an act waits to be gone on with. */
export const areErrorActsOpen = async (pool: pg.Pool): Promise<boolean> =>
  (await query<{ isAny: boolean }>(pool, hasErrorActs))[0]?.isAny === true

const query = async <Row extends pg.QueryResultRow>(pool: pg.Pool, sql: Sql, values: unknown[] = []): Promise<Row[]> =>
  (await pool.query<Row>({ ...sql, values })).rows
