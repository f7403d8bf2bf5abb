import { Temporal } from 'temporal-polyfill'
import * as z from 'zod'
import { timeOfDaySchema } from './calendar.ts'

/** On these days of the week (1 is Monday), or this day of every month, at a time of day. */
export const weeklySchema = z.strictObject({
  days: z
    .array(z.number().int().min(1).max(7))
    .min(1, { error: 'daysMissing' })
    .refine((days) => new Set(days).size === days.length),
  time: timeOfDaySchema,
})
export const monthlySchema = z.strictObject({
  /** A month without that day has it on its last. */
  day: z.union([z.number().int().min(1).max(31), z.literal('last')]),
  time: timeOfDaySchema,
})
type Weekly = z.output<typeof weeklySchema>
type Monthly = z.output<typeof monthlySchema>

/** The first time after `after` (epoch ms) that the clocks of the zone show it. Never null: every week has its days. */
export const nextWeekly = ({ days, time }: Weekly, after: number, timeZone: string): number =>
  nextOn((date) => days.includes(date.dayOfWeek), time, after, timeZone)

export const nextMonthly = ({ day, time }: Monthly, after: number, timeZone: string): number =>
  nextOn((date) => date.day === (day === 'last' ? date.daysInMonth : Math.min(day, date.daysInMonth)), time, after, timeZone)

/** A time that the clocks skip comes as much later; one that they show twice comes the first time. */
function nextOn(isDay: (date: Temporal.PlainDate) => boolean, time: string, after: number, timeZone: string): number {
  let date = Temporal.Instant.fromEpochMilliseconds(Math.floor(after)).toZonedDateTimeISO(timeZone).toPlainDate()
  for (;;) {
    const at = date.toPlainDateTime(time).toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds
    if (isDay(date) && at > after) return at
    date = date.add({ days: 1 })
  }
}
