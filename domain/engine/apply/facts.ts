import { leafCounts, nextExpiryOf, type PastEvent, windowStart } from '#domain/condition/memory.ts'
import { leafKey } from '#domain/condition/reads.ts'
import type { Facts } from '#domain/engine/types.ts'
import type { Known } from './work.ts'

/**
 * A member's history as one row of its stream sees it: what was applied before the tick, and, in memory, what the tick has
 * applied so far with the row in hand. None that comes after, however many share the batch.
 */
export function overlaid(counts: Known['counts'], applied: readonly PastEvent[], now: number, timeZone: () => string): Facts {
  const here = (leaf: Parameters<Facts['count']>[0]) => {
    const start = windowStart(leaf, now)
    return applied.filter((event) => (start === null || event.at > start) && leafCounts(leaf, event, timeZone()))
  }
  return {
    count: (leaf) => {
      const before = counts.get(leafKey(leaf))
      return before && before.count + here(leaf).length
    },
    nextExpiry: (leaf) => {
      const firstAt = counts.get(leafKey(leaf))?.firstAt ?? null
      return nextExpiryOf(leaf, firstAt === null ? here(leaf) : [{ at: firstAt }, ...here(leaf)])
    },
  }
}
