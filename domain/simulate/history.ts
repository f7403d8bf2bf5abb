import type { EventLeaf } from '#domain/condition/document.ts'
import { leafCounts, type PastEvent, windowStart } from '#domain/condition/memory.ts'
import { leafKey } from '#domain/condition/reads.ts'

type Counted = { count: number; firstAt: number | null }

/**
 * One member's events in memory, in the order of their own times. Counting looks at each event once a leaf, however often it
 * is asked.
 */
export class History {
  readonly #byName = new Map<string, PastEvent[]>()
  /** By leafKey: the times of what a leaf with `where` counts, and how many events were looked at for it. */
  readonly #matched = new Map<string, { times: number[]; seen: number }>()

  add(event: PastEvent): void {
    const before = this.#byName.get(event.name)
    if (before) before.push(event)
    else this.#byName.set(event.name, [event])
  }

  /** The zone matters to properties that are dates without an offset: with another one they are compared anew. */
  forgetMatches(): void {
    this.#matched.clear()
  }

  /** How many events a leaf counts as of `now`, and when the first of those was. */
  count(leaf: EventLeaf, now: number, timeZone: string): Counted {
    const events = this.#byName.get(leaf.event)
    if (!events) return NOTHING
    const times = leaf.where === undefined ? null : this.#timesOf(leaf, events, timeZone)
    const length = times ? times.length : events.length
    const timeAt = (position: number) => (times ? times[position] : events[position]?.at) ?? Number.POSITIVE_INFINITY
    const start = windowStart(leaf, now)
    const first = start === null ? 0 : firstAfter(start, length, timeAt)
    return first < length ? { count: length - first, firstAt: timeAt(first) } : NOTHING
  }

  #timesOf(leaf: EventLeaf, events: readonly PastEvent[], timeZone: string): number[] {
    const key = leafKey(leaf)
    const matched = this.#matched.get(key) ?? { times: [], seen: 0 }
    this.#matched.set(key, matched)
    for (; matched.seen < events.length; matched.seen++) {
      const event = events[matched.seen]
      if (event && leafCounts(leaf, event, timeZone)) matched.times.push(event.at)
    }
    return matched.times
  }
}

const NOTHING: Counted = { count: 0, firstAt: null }

/** The first of `length` ascending times that is after `start`. */
function firstAfter(start: number, length: number, timeAt: (position: number) => number): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (timeAt(middle) > start) high = middle
    else low = middle + 1
  }
  return low
}
