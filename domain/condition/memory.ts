import type { Facts, Json } from '#domain/engine/types.ts'
import { windowMs } from '#domain/time/zone.ts'
import type { EventLeaf } from './document.ts'
import { evaluateProperty } from './evaluateProperty.ts'

/** An applied event as a fact sees it. `at` is its own time, epoch ms. */
export type PastEvent = { name: string; at: number; properties: { [key: string]: Json } }

/**
 * Whether a leaf counts an event, the window apart: the name is the same to the letter, and `where`, read as of the
 * event's own time, holds. The zone only matters for properties that are dates without an offset.
 */
export function leafCounts(leaf: EventLeaf, event: PastEvent, timeZone: string): boolean {
  if (leaf.event !== event.name) return false
  return leaf.where === undefined || evaluateProperty(leaf.where, event.properties, { now: event.at, timeZone }).value
}

/**
 * The instant that the window of a leaf begins after, epoch ms: an event is in it when `at > windowStart`. There is no
 * upper end: an event whose own time is ahead of `now` counts. Null: all of history.
 */
export function windowStart(leaf: EventLeaf, now: number): number | null {
  return leaf.within === undefined ? null : now - windowMs(leaf.within)
}

/**
 * Facts from a list of events: what the tick overlays, backtests and tests count with, and what the SQL form must agree
 * with. Counts every event of the list that the leaf counts and that is in its window as of `now`.
 */
export function factsFrom(events: readonly PastEvent[], now: number, timeZone: string): Facts {
  const counted = (leaf: EventLeaf) => {
    const start = windowStart(leaf, now)
    return events.filter((event) => (start === null || event.at > start) && leafCounts(leaf, event, timeZone))
  }
  return {
    ...noFacts,
    count: (leaf) => counted(leaf).length,
    nextExpiry: (leaf) => nextExpiryOf(leaf, counted(leaf)),
  }
}

/** The earliest instant at which one of the events that a leaf counts leaves its window; null when none will. */
export function nextExpiryOf(leaf: EventLeaf, counted: readonly Pick<PastEvent, 'at'>[]): number | null {
  if (leaf.within === undefined || counted.length === 0) return null
  let first = Number.POSITIVE_INFINITY
  for (const { at } of counted) first = Math.min(first, at)
  return first + windowMs(leaf.within)
}

/** Facts of a member of whom no history is known: every event, message and channel is asked for. */
export const noFacts: Facts = {
  count: () => undefined,
  nextExpiry: () => null,
  messages: () => undefined,
  nextMessageExpiry: () => null,
  inSegment: () => false,
  reach: () => undefined,
}
