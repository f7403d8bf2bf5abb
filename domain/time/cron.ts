import { Temporal } from 'temporal-polyfill'

/** A cron expression of five fields, as sets of numbers. Days of the week are 0 (Sunday) to 6. */
export type Cron = {
  minutes: readonly number[]
  hours: readonly number[]
  days: ReadonlySet<number>
  months: ReadonlySet<number>
  weekdays: ReadonlySet<number>
  /** Both days of the month and of the week are named: either will do, as cron has it. */
  isEither: boolean
  /** Every hour is meant: then an hour that the clocks repeat is met twice, as time goes by. */
  isHourly: boolean
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
/** A rare day such as 29 February on a Monday comes within 28 years, over the turn of most centuries within 40. */
const DAYS_MAX = 366 * 40

/** Reads "minute hour day month weekday" with lists, ranges, steps and English names; null when it is none. */
export function parseCron(text: string): Cron | null {
  const fields = text.trim().toLowerCase().split(/\s+/)
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields
  const read = {
    minutes: field(minute, 0, 59),
    hours: field(hour, 0, 23),
    days: field(day, 1, 31),
    months: field(month, 1, 12, months),
    weekdays: field(weekday, 0, 7, weekdays),
  }
  if (fields.length !== 5 || !read.minutes || !read.hours || !read.days || !read.months || !read.weekdays) return null
  return {
    minutes: read.minutes,
    hours: read.hours,
    days: new Set(read.days),
    months: new Set(read.months),
    weekdays: new Set(read.weekdays.map((one) => one % 7)),
    isEither: day !== '*' && weekday !== '*',
    isHourly: hour === '*',
  }
}

function field(text: string, from: number, to: number, names: readonly string[] = []): number[] | null {
  const values = new Set<number>()
  for (const part of text.split(',')) {
    const [, range = '', step = '1'] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? []
    const [first, last = part.includes('/') && range !== '*' ? String(to) : first] =
      range === '*' ? [String(from), String(to)] : range.split('-')
    const [low, high] = [numberOf(first, names, from), numberOf(last, names, from)]
    if (low === null || high === null || low < from || high > to || low > high || Number(step) < 1) return null
    for (let value = low; value <= high; value += Number(step)) values.add(value)
  }
  return [...values].sort((a, b) => a - b)
}

function numberOf(text: string | undefined, names: readonly string[], from: number): number | null {
  if (text === undefined) return null
  const named = names.indexOf(text)
  if (named >= 0) return named + from
  return /^\d{1,2}$/.test(text) ? Number(text) : null
}

/**
 * The first instant after `after` (epoch ms) at which the clocks of the zone show what the expression says; null when they never
 * do. A time that the clocks skip comes as much later; one that they show twice comes the first time.
 */
export function nextByCron(cron: Cron, after: number, timeZone: string): number | null {
  let date = Temporal.Instant.fromEpochMilliseconds(Math.floor(after)).toZonedDateTimeISO(timeZone).toPlainDate()
  for (let day = 0; day < DAYS_MAX; day++, date = date.add({ days: 1 })) {
    if (!isDay(cron, date)) continue
    let next = Number.POSITIVE_INFINITY
    for (const at of instantsOf(cron, date, timeZone)) if (at > after && at < next) next = at
    if (next < Number.POSITIVE_INFINITY) return next
  }
  return null
}

function isDay(cron: Cron, date: Temporal.PlainDate): boolean {
  if (!cron.months.has(date.month)) return false
  const [byDay, byWeekday] = [cron.days.has(date.day), cron.weekdays.has(date.dayOfWeek % 7)]
  return cron.isEither ? byDay || byWeekday : byDay && byWeekday
}

function* instantsOf({ hours, minutes, isHourly }: Cron, date: Temporal.PlainDate, timeZone: string): Generator<number> {
  for (const hour of hours) {
    for (const minute of minutes) {
      const shown = date.toPlainDateTime({ hour, minute })
      yield shown.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds
      if (isHourly) yield shown.toZonedDateTime(timeZone, { disambiguation: 'later' }).epochMilliseconds
    }
  }
}
