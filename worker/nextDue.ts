import type { Pool } from '#server/db/pg.ts'
import type { OpenQueue } from '#server/queue/backend.ts'
import { jobs } from '#server/queue/jobs.ts'
import { msToNextDue } from '#server/upkeep.ts'

/** Sooner, this process looks by itself anyway; later, the minute's sweep asks again. */
const AHEAD_MS = { least: 250, most: 60_000 }

/**
 * Keeps one delayed job for the instant at which the next timer is due. It lives in a queue apart from the bell: a delayed
 * job under a deduplication id would swallow every ring under the same.
 */
export function createNextDue(pool: Pool, clock: OpenQueue): () => Promise<void> {
  let plannedAt = Number.POSITIVE_INFINITY
  return async () => {
    const ms = await msToNextDue(pool)
    const now = Date.now()
    if (ms === null || ms < AHEAD_MS.least || ms > AHEAD_MS.most) return
    if (plannedAt > now && plannedAt <= now + ms + AHEAD_MS.least) return
    plannedAt = now + ms
    const deduplication = { id: 'due', ttl: Math.ceil(ms), replace: true }
    await clock.queue.add('due', {}, { ...jobs.due.options, delay: Math.ceil(ms), deduplication })
  }
}
