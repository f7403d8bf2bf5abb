import type pg from 'pg'
import { ensurePartitions, forgetSeen, type NextDueRow, nextDue } from '#server/sql/upkeep.ts'

/** Makes partitions ahead and forgets the message ids of more than 30 days ago, in short statements. */
export async function keepUp(pool: pg.Pool, signal?: AbortSignal): Promise<void> {
  await pool.query(ensurePartitions)
  while (!signal?.aborted) {
    const { rowCount } = await pool.query(forgetSeen)
    if (!rowCount) return
  }
}

/** In how many ms the next timer is due (0 and less: now); null when there is none. */
export async function msToNextDue(pool: pg.Pool): Promise<number | null> {
  return (await pool.query<NextDueRow>(nextDue)).rows[0]?.ms ?? null
}
