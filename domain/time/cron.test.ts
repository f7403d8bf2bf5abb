import { describe, expect, test } from 'vitest'
import { nextByCron, parseCron } from './cron.ts'

const nexts = (text: string, after: string, timeZone: string, count = 3) => {
  const cron = parseCron(text)
  if (!cron) throw new Error(`${text} is no cron expression`)
  const found: string[] = []
  for (let at = nextByCron(cron, Date.parse(after), timeZone); at !== null && found.length < count; at = nextByCron(cron, at, timeZone))
    found.push(new Date(at).toISOString().slice(0, 16))
  return found
}

describe('cron', () => {
  test.each([
    ['0 9 * * *', '2026-11-25T09:00:00Z', 'UTC', ['2026-11-26T09:00', '2026-11-27T09:00', '2026-11-28T09:00']],
    ['*/15 * * * *', '2026-11-25T10:07:00Z', 'UTC', ['2026-11-25T10:15', '2026-11-25T10:30', '2026-11-25T10:45']],
    ['30 8 * * mon-fri', '2026-11-27T12:00:00Z', 'UTC', ['2026-11-30T08:30', '2026-12-01T08:30', '2026-12-02T08:30']],
    ['0 0 1 jan,jul *', '2026-11-25T00:00:00Z', 'UTC', ['2027-01-01T00:00', '2027-07-01T00:00', '2028-01-01T00:00']],
    ['0 12 13 * 5', '2026-11-12T13:00:00Z', 'UTC', ['2026-11-13T12:00', '2026-11-20T12:00', '2026-11-27T12:00']],
    ['0 9 * * 7', '2026-11-25T00:00:00Z', 'Asia/Tokyo', ['2026-11-29T00:00', '2026-12-06T00:00', '2026-12-13T00:00']],
    ['0 0 29 2 *', '2026-11-25T00:00:00Z', 'UTC', ['2028-02-29T00:00', '2032-02-29T00:00', '2036-02-29T00:00']],
    // Spring: 02:30 is skipped on 29 March and comes at 03:30, once.
    ['30 2 * * *', '2026-03-28T00:00:00Z', 'Europe/Paris', ['2026-03-28T01:30', '2026-03-29T01:30', '2026-03-30T00:30']],
    // Autumn: 02:30 is shown twice on 25 October and comes the first time, once.
    ['30 2 * * *', '2026-10-24T12:00:00Z', 'Europe/Paris', ['2026-10-25T00:30', '2026-10-26T01:30', '2026-10-27T01:30']],
    // Every hour goes on as time goes by.
    ['0 * * * *', '2026-10-24T23:30:00Z', 'Europe/Paris', ['2026-10-25T00:00', '2026-10-25T01:00', '2026-10-25T02:00']],
    ['0 * * * *', '2026-03-29T00:30:00Z', 'Europe/Paris', ['2026-03-29T01:00', '2026-03-29T02:00', '2026-03-29T03:00']],
  ])('%s after %s in %s', (text, after, timeZone, expected) => expect(nexts(text, after, timeZone)).toEqual(expected))

  test('what never comes is none', () => expect(nexts('0 0 31 2 *', '2026-01-01T00:00:00Z', 'UTC')).toEqual([]))
  test.each(['', '* * * *', '60 * * * *', '* 24 * * *', '*/0 * * * *', '5-1 * * * *', 'a * * * *', '* * 0 * *'])('"%s" is none', (text) =>
    expect(parseCron(text)).toBeNull(),
  )
})
