import { Temporal } from 'temporal-polyfill'
import type { Duration } from './duration.ts'
import { isZone } from './isZone.ts'

export { isZone }

/** The zone to count in: the member's, or UTC where none is known. */
export const zoneOf = (timeZone: string | null): string => (timeZone !== null && isZone(timeZone) ? timeZone : 'UTC')

const HOUR = 3_600_000
const DAY = 24 * HOUR

const exactMs = (d: Duration) => (d.hours ?? 0) * HOUR + (d.minutes ?? 0) * 60_000 + (d.seconds ?? 0) * 1_000

/**
 * `at` (epoch ms) plus a duration. Hours, minutes and seconds are elapsed time. Days, weeks and months are of the
 * calendar in the zone and come first: a day after 09:00 is 09:00, also across a change of the clocks; the 31st plus a
 * month is the last of the next. A wall-clock time that does not exist moves forward by the gap, one that exists twice
 * is the first (Temporal's "compatible").
 */
export function addDuration(at: number, duration: Duration, timeZone: string): number {
  const { months = 0, weeks = 0, days = 0 } = duration
  if (months === 0 && (timeZone === 'UTC' || (weeks === 0 && days === 0))) return at + (weeks * 7 + days) * DAY + exactMs(duration)
  // Instants come from PostgreSQL's clock, to the microsecond; Temporal takes whole milliseconds here.
  const whole = Math.floor(at)
  const moved = Temporal.Instant.fromEpochMilliseconds(whole).toZonedDateTimeISO(timeZone).add({ months, weeks, days })
  return moved.epochMilliseconds + (at - whole) + exactMs(duration)
}

/**
 * The length of a window over history in ms. Here a day is 24 hours, a week seven days and a month 30 days, in every
 * zone, so that a window only ever moves forward and SQL and memory count alike.
 */
export function windowMs(duration: Duration): number {
  const { months = 0, weeks = 0, days = 0 } = duration
  return (months * 30 + weeks * 7 + days) * DAY + exactMs(duration)
}
