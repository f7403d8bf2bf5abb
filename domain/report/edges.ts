import { Temporal } from 'temporal-polyfill'

/** Counters are kept in buckets of 15 minutes, so that the days of every zone can be formed of them. */
export const BUCKET_MS = 15 * 60_000

export type Interval = 'hour' | 'day'

/** Rounds outward to whole buckets: what is asked for is never cut, and `to` stays exclusive. */
export const toBuckets = (range: { from: number; to: number }) => ({
  from: Math.floor(range.from / BUCKET_MS) * BUCKET_MS,
  to: Math.ceil(range.to / BUCKET_MS) * BUCKET_MS,
})

/**
 * The starts of the hours or days of `zone` that touch [from, to), ascending, epoch ms. A day begins at its first
 * instant, so it has 23 or 25 hours where the clocks change, and one that skips midnight begins at one o'clock. An hour
 * that the clocks repeat appears twice; one that they skip does not appear.
 */
export function edgesOf(range: { from: number; to: number }, interval: Interval, zone: string): number[] {
  if (range.to <= range.from) return []
  const edges: number[] = []
  const first = Temporal.Instant.fromEpochMilliseconds(range.from).toZonedDateTimeISO(zone)
  let at = interval === 'day' ? first.startOfDay() : first.round({ smallestUnit: 'hour', roundingMode: 'floor' })
  while (at.epochMilliseconds < range.to) {
    edges.push(at.epochMilliseconds)
    at = interval === 'day' ? at.toPlainDate().add({ days: 1 }).toZonedDateTime(zone) : at.add({ hours: 1 })
  }
  return edges
}
