import * as z from 'zod'
import { instantSchema } from '#domain/api/common.ts'
import { nextByCron, parseCron } from './cron.ts'
import { durationSchema } from './duration.ts'
import { monthlySchema, nextMonthly, nextWeekly, weeklySchema } from './recurring.ts'
import { addDuration, windowMs } from './zone.ts'

/**
 * When something recurs: once at an instant, by a cron expression, again and again after a time, counted from `from`, or on days of
 * the week or a day of the month.
 */
export const scheduleSchema = z.union([
  z.object({ at: instantSchema }),
  z.object({ cron: z.string().refine((text) => parseCron(text) !== null, { error: 'cron' }) }),
  z.object({
    every: durationSchema.refine((duration) => windowMs(duration) >= 60_000, { error: 'everyShort' }),
    from: instantSchema.optional(),
  }),
  z.object({ weekly: weeklySchema }),
  z.object({ monthly: monthlySchema }),
])
export type Schedule = z.output<typeof scheduleSchema>

/** A Monday, midnight UTC: what recurs from no instant in particular is counted from here. */
const EPOCH = Date.UTC(2024, 0, 1)

/** The first occurrence after `after` (epoch ms), null for none. Days, weeks and months are of the zone's calendar. */
export function nextOccurrence(schedule: Schedule, after: number, timeZone: string): number | null {
  if ('at' in schedule) return Date.parse(schedule.at) > after ? Date.parse(schedule.at) : null
  if ('cron' in schedule) {
    const cron = parseCron(schedule.cron)
    return cron && nextByCron(cron, after, timeZone)
  }
  if ('weekly' in schedule) return nextWeekly(schedule.weekly, after, timeZone)
  if ('monthly' in schedule) return nextMonthly(schedule.monthly, after, timeZone)
  return nextByEvery(schedule.every, schedule.from === undefined ? EPOCH : Date.parse(schedule.from), after, timeZone)
}

function nextByEvery(every: z.output<typeof durationSchema>, from: number, after: number, timeZone: string): number {
  // Each is reckoned from the first, so that the 31st stays the 31st and 09:00 stays 09:00.
  const nth = (n: number) => addDuration(from, times(every, n), timeZone)
  if (after < from) return from
  let n = Math.max(0, Math.floor((after - from) / windowMs(every)) - 1)
  while (n > 0 && nth(n) > after) n--
  while (nth(n) <= after) n++
  return nth(n)
}

const times = (duration: z.output<typeof durationSchema>, n: number) =>
  Object.fromEntries(Object.entries(duration).map(([unit, count]) => [unit, (count ?? 0) * n]))

/** The first occurrences after `after`, as many as there are up to `count`. */
export function nextOccurrences(schedule: Schedule, after: number, timeZone: string, count: number): number[] {
  const found: number[] = []
  for (
    let next = nextOccurrence(schedule, after, timeZone);
    next !== null && found.length < count;
    next = nextOccurrence(schedule, next, timeZone)
  )
    found.push(next)
  return found
}

/**
 * The slot that is due: the latest occurrence after `last` and `since` that is not later than `now` and no more than a day ago.
 * What was missed before it is not made up.
 */
export function dueSlot(schedule: Schedule, timeZone: string, { since, last, now }: { since: number; last: number | null; now: number }) {
  let slot: number | null = null
  let next = nextOccurrence(schedule, Math.max(since, last ?? since, now - DAY_MS), timeZone)
  for (; next !== null && next <= now; next = nextOccurrence(schedule, next, timeZone)) slot = next
  return slot
}
const DAY_MS = 86_400_000
