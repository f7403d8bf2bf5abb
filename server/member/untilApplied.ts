import { setTimeout as sleep } from 'node:timers/promises'
import { pool } from '#server/db/pg.ts'
import { type InboxPlace, isWaiting } from '#server/sql/insertChange.ts'

const FIRST_LOOK_MS = 10
const LOOK_MS_MAX = 100

/**
 * Waits until a tick has taken an inbox row away, that is applied it, forwarded it or set it aside as poison. False when
 * it is still there after `withinMs`.
 */
export async function untilApplied(place: InboxPlace, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs
  for (let pause = FIRST_LOOK_MS; ; pause = Math.min(pause * 2, LOOK_MS_MAX)) {
    if (!(await isWaiting(pool(), place))) return true
    if (performance.now() >= until) return false
    await sleep(pause)
  }
}
