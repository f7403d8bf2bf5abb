import { Temporal } from 'temporal-polyfill'
import * as z from 'zod'
import type { Duration } from './duration.ts'
import { instantOf } from './instant.ts'

/**
 * The calendar of a member: dates among attributes, times of day, windows. Zones are IANA zones that exist. A wall-clock time
 * that a change of the clocks leaves out moves forward by the gap; of one that comes twice the first counts (Temporal's
 * "compatible").
 */
export const timeOfDaySchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: 'timeInvalid' })

/** The years 1 to 9999: beyond them nothing can be reckoned. Epoch ms. */
const [EARLIEST, LATEST] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-01-01T00:00:00Z')]

/** The instant that an attribute names (domain/time/instant.ts), epoch ms, or null. */
export function dateOf(value: unknown, timeZone: string): number | null {
  const at = instantOf(value, timeZone)
  return at !== null && at > EARLIEST && at < LATEST ? at : null
}

/** How far before or after a date, and at what time of its day; without one, at the date's own. */
export type Shift = { offset?: Duration | undefined; direction: 'before' | 'after'; time?: string | undefined }

export function shifted(at: number, shift: Shift, timeZone: string): number {
  const zoned = zonedAt(at, timeZone)
  if (shift.time !== undefined) return shiftedDay(zoned.toPlainDate(), shift.time, shift, timeZone)
  const { calendar, exactMs } = offsetOf(shift)
  return zoned.add(calendar).epochMilliseconds + exactMs
}

/**
 * The first time after `after` that the anniversary of a date comes round, shifted; the date itself is the first of them. Of
 * the 29th of February it is the 28th in common years.
 */
export function nextAnniversary(at: number, shift: Shift & { time: string }, timeZone: string, after: number): number | null {
  const day = zonedAt(at, timeZone).toPlainDate()
  const { calendar, exactMs } = offsetOf(shift)
  // The offset taken back: the year of the anniversary itself, give or take the unevenness of months.
  const near = zonedAt(after - exactMs, timeZone)
    .toPlainDate()
    .subtract(calendar).year
  for (let year = Math.max(day.year, near - 1); year <= Math.max(day.year, near + 2); year++) {
    const instant = shiftedDay(day.with({ year }), shift.time, shift, timeZone)
    if (instant > after) return instant
  }
  return null
}

function shiftedDay(day: Temporal.PlainDate, time: string, shift: Shift, timeZone: string): number {
  const { calendar, exactMs } = offsetOf(shift)
  return wall(day.add(calendar), time, timeZone) + exactMs
}

function offsetOf({ offset = {}, direction }: Shift) {
  const sign = direction === 'before' ? -1 : 1
  const { months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = offset
  const calendar = Temporal.Duration.from({ months: sign * months, weeks: sign * weeks, days: sign * days })
  return { calendar, exactMs: sign * (hours * 3_600_000 + minutes * 60_000 + seconds * 1_000) }
}

const zonedAt = (at: number, timeZone: string) => Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(timeZone)

const wall = (day: Temporal.PlainDate, time: string, timeZone: string): number =>
  day.toPlainDateTime(time).toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds

/** On which days (1 is Monday) and from when to when; `to` at or before `from` is on the day after. */
export type Weekly = { days: readonly number[]; from: string; to: string }
/** `date` is the local day it opens on. Epoch ms. */
export type Window = { date: string; opensAt: number; closesAt: number }

/**
 * The window that is open at `now`, or the next that opens. `past`: a local date; windows of that day and before it are left
 * out. Null where no day is named.
 */
export function windowAt(now: number, { days, from, to }: Weekly, timeZone: string, past: string | null): Window | null {
  const today = zonedAt(now, timeZone).toPlainDate()
  for (let ahead = -1; ahead <= 9; ahead++) {
    const day = today.add({ days: ahead })
    const date = day.toString()
    if (!days.includes(day.dayOfWeek) || (past !== null && date <= past)) continue
    const opensAt = wall(day, from, timeZone)
    const closesAt = wall(to <= from ? day.add({ days: 1 }) : day, to, timeZone)
    // Where the clocks leave its hours out it is as long as they are, from when it opens.
    const window = { date, opensAt, closesAt: closesAt > opensAt ? closesAt : opensAt + minutesBetween(from, to) * 60_000 }
    if (window.closesAt > now) return window
  }
  return null
}

function minutesBetween(from: string, to: string): number {
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
  return (minutes(to) - minutes(from) + 1_440) % 1_440 || 1_440
}
