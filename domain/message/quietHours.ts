import { Temporal } from 'temporal-polyfill'
import * as z from 'zod'

const clockSchema = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, { error: 'clock' })

/** Hours of the wall clock in which nothing goes out, over midnight when they end before they start. */
export const quietHoursSchema = z
  .strictObject({ start: clockSchema, end: clockSchema })
  .refine(({ start, end }) => start !== end, { path: ['end'], error: 'quietHoursEmpty' })
  .meta({ id: 'QuietHours' })
export type QuietHours = z.infer<typeof quietHoursSchema>

/**
 * When the quiet time that holds at `at` in the zone is over; null when none does. Epoch ms. A night lasts from the first
 * time the clock shows `start` to the last time it shows `end`, so one in which the clocks go back is quiet throughout; an
 * hour that does not exist begins and ends where the clocks jump.
 */
export function quietUntil(hours: QuietHours, at: number, timeZone: string): number | null {
  const key = `${timeZone} ${hours.start} ${hours.end}`
  const known = spans.get(key)
  if (known && known.from <= at && at < known.until) return known.isQuiet ? known.until : null
  const end = endOfQuiet(hours, at, timeZone)
  const until = end ?? nextStart(hours, at, timeZone)
  if (spans.size > SPANS_MAX) spans.clear()
  spans.set(key, { from: at, until, isQuiet: end !== null })
  return end
}

/** The quiet or loud time last asked about, by zone and hours: reckoning it takes half a millisecond, and thousands ask. */
const spans = new Map<string, { from: number; until: number; isQuiet: boolean }>()
const SPANS_MAX = 2_000

function endOfQuiet(hours: QuietHours, at: number, timeZone: string): number | null {
  const { start, end } = hours
  const today = dayOf(at, timeZone)
  let until: number | null = null
  for (const day of [today.subtract({ days: 1 }), today]) {
    const opens = instantAt(day, start, 'earlier', timeZone)
    const closes = instantAt(start < end ? day : day.add({ days: 1 }), end, 'later', timeZone)
    if (opens <= at && at < closes) until = Math.max(until ?? closes, closes)
  }
  // One night may end in the next where an hour comes twice.
  return until === null ? null : (endOfQuiet(hours, until, timeZone) ?? until)
}

function nextStart({ start }: QuietHours, at: number, timeZone: string): number {
  const today = instantAt(dayOf(at, timeZone), start, 'earlier', timeZone)
  return today > at ? today : instantAt(dayOf(at, timeZone).add({ days: 1 }), start, 'earlier', timeZone)
}

const dayOf = (at: number, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(timeZone).toPlainDate()

function instantAt(day: Temporal.PlainDate, clock: string, which: 'earlier' | 'later', timeZone: string): number {
  const wall = day.toPlainDateTime(clock)
  const zoned = wall.toZonedDateTime(timeZone, { disambiguation: which })
  if (zoned.toPlainDateTime().equals(wall)) return zoned.epochMilliseconds
  // In a gap: the clocks jump over it at one instant.
  const jump = zoned.getTimeZoneTransition(which === 'earlier' ? 'next' : 'previous')
  return (jump ?? zoned).epochMilliseconds
}
