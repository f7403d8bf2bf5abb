import { Temporal } from 'temporal-polyfill'
import * as z from 'zod'
import type { Interval } from './edges.ts'

export const ranges = ['24h', '7d', '30d', '90d', 'all', 'custom'] as const
export type Range = (typeof ranges)[number]

const dateSchema = z.iso.date()
/** What a report's address says: `?range=30d&against=none`, `?range=custom&from=2026-11-01&to=2026-11-20`. */
export const choiceSchema = z
  .object({
    range: z.enum(ranges).catch('30d'),
    from: dateSchema.optional().catch(undefined),
    to: dateSchema.optional().catch(undefined),
    against: z.enum(['before', 'none']).catch('before'),
  })
  .transform((choice) => (choice.range === 'custom' && !(choice.from && choice.to) ? { ...choice, range: '30d' as const } : choice))
export type Choice = z.output<typeof choiceSchema>

/** Instants are ISO. `before`: the time just before it, as long by the calendar of the zone and cut at the same point. */
export type Period = { from: string; to: string; interval: Interval; isOpen: boolean; before: { from: string; to: string } | null }

const HOURS_MAX = 2
const dayCounts = { '7d': 7, '30d': 30, '90d': 90 } as const

/**
 * The time a choice stands for. Days begin at midnight of `zone`; the last is today up to now, and so is that of the time
 * before: like is compared with like. `isOpen`: it reaches now, so that its numbers still move.
 *
 * @param now epoch ms
 * @param first when counting began, epoch ms; null: never
 */
export function periodOf(choice: Choice, now: number, first: number | null, zone: string): Period {
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone)
  if (choice.range === '24h') {
    const from = here.round({ smallestUnit: 'hour', roundingMode: 'floor' }).subtract({ hours: 23 })
    return period(choice, from, here, 'hour', true, { hours: 24 })
  }
  if (choice.range === 'custom') return customPeriod(choice, here, zone)
  if (choice.range === 'all') {
    const from = first === null ? here : Temporal.Instant.fromEpochMilliseconds(first).toZonedDateTimeISO(zone)
    return { ...period(choice, from.startOfDay(), here, 'day', true, { days: 0 }), before: null }
  }
  const days = dayCounts[choice.range]
  return period(choice, here.startOfDay().subtract({ days: days - 1 }), here, 'day', true, { days })
}

function customPeriod(choice: Choice, here: Temporal.ZonedDateTime, zone: string): Period {
  const dates = [choice.from ?? '', choice.to ?? ''].sort().map((date) => Temporal.PlainDate.from(date))
  const [first = here.toPlainDate(), last = first] = dates
  const from = first.toZonedDateTime(zone)
  const end = last.add({ days: 1 }).toZonedDateTime(zone)
  const isOpen = Temporal.ZonedDateTime.compare(end, here) > 0 && Temporal.ZonedDateTime.compare(from, here) < 0
  const days = first.until(last, { largestUnit: 'days' }).days + 1
  return period(choice, from, isOpen ? here : end, days <= HOURS_MAX ? 'hour' : 'day', isOpen, { days })
}

function period(
  choice: Choice,
  from: Temporal.ZonedDateTime,
  to: Temporal.ZonedDateTime,
  interval: Interval,
  isOpen: boolean,
  length: Temporal.DurationLike,
): Period {
  const before = choice.against === 'none' ? null : { from: iso(from.subtract(length)), to: iso(to.subtract(length)) }
  return { from: iso(from), to: iso(to), interval, isOpen, before }
}

const iso = (at: Temporal.ZonedDateTime) => new Date(at.epochMilliseconds).toISOString()
