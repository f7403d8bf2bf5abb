import { describe, expect, test } from 'vitest'
import { dueSlot, nextOccurrence, type Schedule } from './schedule.ts'

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
  ])('%j after %s in %s', (schedule, after, timeZone, expected) =>
    expect(iso(nextOccurrence(schedule, at(after), timeZone))).toBe(expected),
  )
})

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
