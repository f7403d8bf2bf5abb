import { describe, expect, test } from 'vitest'
import { dueSlot, nextOccurrence, nextOccurrences, type Schedule, scheduleSchema } from './schedule.ts'

const at = (text: string) => Date.parse(text)
const iso = (instant: number | null) => instant && new Date(instant).toISOString().slice(0, 16)

describe('an occurrence', () => {
  test.each<[Schedule, string, string, string | null]>([
    [{ at: '2026-11-25T10:00:00Z' }, '2026-11-25T09:00:00Z', 'UTC', '2026-11-25T10:00'],
    [{ at: '2026-11-25T10:00:00Z' }, '2026-11-25T10:00:00Z', 'UTC', null],
    [{ cron: '0 9 * * *' }, '2026-11-25T10:00:00Z', 'America/New_York', '2026-11-25T14:00'],
    [{ every: { hours: 6 }, from: '2026-11-25T01:00:00Z' }, '2026-11-25T08:00:00Z', 'UTC', '2026-11-25T13:00'],
    [{ every: { hours: 6 }, from: '2026-11-25T01:00:00Z' }, '2026-11-24T08:00:00Z', 'UTC', '2026-11-25T01:00'],
    [{ every: { months: 1 }, from: '2026-01-31T09:00:00Z' }, '2026-02-28T09:00:00Z', 'UTC', '2026-03-31T09:00'],
    // 09:00 in Paris stays 09:00 when the clocks change on 25 October.
    [{ every: { days: 1 }, from: '2026-10-01T07:00:00Z' }, '2026-10-25T01:00:00Z', 'Europe/Paris', '2026-10-25T08:00'],
    [{ every: { weeks: 1 } }, '2026-11-25T00:00:00Z', 'UTC', '2026-11-30T00:00'],
    // A Wednesday.
    [{ weekly: { days: [1, 3], time: '09:00' } }, '2026-11-25T09:00:00Z', 'UTC', '2026-11-30T09:00'],
    [{ weekly: { days: [3], time: '09:00' } }, '2026-11-25T08:59:00Z', 'UTC', '2026-11-25T09:00'],
    [{ weekly: { days: [3], time: '09:00' } }, '2026-11-25T09:00:00Z', 'Asia/Tokyo', '2026-12-02T00:00'],
    [{ monthly: { day: 15, time: '07:30' } }, '2026-11-25T00:00:00Z', 'UTC', '2026-12-15T07:30'],
    [{ monthly: { day: 31, time: '07:30' } }, '2026-11-25T00:00:00Z', 'UTC', '2026-11-30T07:30'],
    [{ monthly: { day: 'last', time: '23:00' } }, '2027-02-01T12:00:00Z', 'America/New_York', '2027-03-01T04:00'],
    // 02:30 does not exist in Paris on 28 March.
    [{ weekly: { days: [7], time: '02:30' } }, '2027-03-27T00:00:00Z', 'Europe/Paris', '2027-03-28T01:30'],
  ])('%j after %s in %s', (schedule, after, timeZone, expected) =>
    expect(iso(nextOccurrence(schedule, at(after), timeZone))).toBe(expected),
  )
})

test('the next occurrences are told in order, and no more than there are', () => {
  const monthly: Schedule = { monthly: { day: 'last', time: '09:00' } }
  const days = (schedule: Schedule) =>
    nextOccurrences(schedule, at('2026-11-25T00:00:00Z'), 'UTC', 5).map((one) => new Date(one).toISOString().slice(0, 10))
  expect(days(monthly)).toEqual(['2026-11-30', '2026-12-31', '2027-01-31', '2027-02-28', '2027-03-31'])
  expect(days({ at: '2026-12-01T00:00:00Z' })).toEqual(['2026-12-01'])
})

test.each([{ weekly: { days: [], time: '09:00' } }, { weekly: { days: [1, 1], time: '09:00' } }, { monthly: { day: 32, time: '09:00' } }])(
  '%j is no schedule',
  (schedule) => expect(scheduleSchema.safeParse(schedule).success).toBe(false),
)

describe('the slot that is due', () => {
  const hourly: Schedule = { cron: '0 * * * *' }
  const since = at('2026-11-20T00:00:00Z')
  test.each<[string, Schedule, number | null, string, string | null]>([
    ['is the one that came', hourly, at('2026-11-25T09:00:00Z'), '2026-11-25T10:00:30Z', '2026-11-25T10:00'],
    ['is none before it comes', hourly, at('2026-11-25T10:00:00Z'), '2026-11-25T10:59:59Z', null],
    ['is the latest after an outage', hourly, at('2026-11-25T01:00:00Z'), '2026-11-25T10:20:00Z', '2026-11-25T10:00'],
    ['is none that is more than a day ago', { at: '2026-11-23T10:00:00Z' }, null, '2026-11-25T10:20:00Z', null],
    ['is none from before it was published', { at: '2026-11-19T10:00:00Z' }, null, '2026-11-20T00:00:10Z', null],
  ])('%s', (_name, schedule, last, now, expected) => expect(iso(dueSlot(schedule, 'UTC', { since, last, now: at(now) }))).toBe(expected))
})
