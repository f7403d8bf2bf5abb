import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it, test } from 'vitest'
import { quietHoursSchema, quietUntil } from './quietHours.ts'

const night = { start: '22:00', end: '08:00' }
const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString().slice(0, 16))
const until = (hours: typeof night, at: string, zone: string) => iso(quietUntil(hours, Date.parse(at), zone))

test.each([
  ['before the night', night, '2026-11-21T21:59:59Z', 'UTC', null],
  ['as it begins', night, '2026-11-21T22:00:00Z', 'UTC', '2026-11-22T08:00'],
  ['after midnight', night, '2026-11-22T03:00:00Z', 'UTC', '2026-11-22T08:00'],
  ['a moment before its end', night, '2026-11-22T07:59:59.999Z', 'UTC', '2026-11-22T08:00'],
  ['as it ends', night, '2026-11-22T08:00:00Z', 'UTC', null],
  ['in the zone of a member in Tokyo', night, '2026-11-21T14:00:00Z', 'Asia/Tokyo', '2026-11-21T23:00'],
  ['in the zone of a member in New York', night, '2026-11-21T14:00:00Z', 'America/New_York', null],
  ['hours within a day', { start: '12:00', end: '14:00' }, '2026-11-21T12:30:00Z', 'UTC', '2026-11-21T14:00'],
  ['hours within a day, after', { start: '12:00', end: '14:00' }, '2026-11-21T14:00:00Z', 'UTC', null],
  ['until midnight', { start: '20:00', end: '00:00' }, '2026-11-21T23:30:00Z', 'UTC', '2026-11-22T00:00'],
])('%s', (_, hours, at, zone, expected) => expect(until(hours, at, zone)).toBe(expected))

describe('when the clocks change', () => {
  it('a night is an hour shorter in spring and longer in autumn, and ends at its time', () => {
    expect(until(night, '2026-03-28T23:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T06:00')
    expect(until(night, '2026-10-24T22:00:00Z', 'Europe/Berlin')).toBe('2026-10-25T07:00')
  })

  it('an end that does not exist is where the clocks jump', () =>
    // 02:00 becomes 03:00 at 01:00 UTC.
    expect(until({ start: '22:00', end: '02:30' }, '2026-03-29T00:30:00Z', 'Europe/Berlin')).toBe('2026-03-29T01:00'))

  it('a start that does not exist is where the clocks jump', () => {
    const hours = { start: '02:30', end: '08:00' }
    expect(until(hours, '2026-03-29T00:59:59Z', 'Europe/Berlin')).toBe(null)
    expect(until(hours, '2026-03-29T01:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T06:00')
  })

  it('an hour that comes twice is quiet from its first start to its last end', () => {
    // 03:00 becomes 02:00 at 01:00 UTC: 02:30 is 00:30 and 01:30 UTC.
    const ends = { start: '22:00', end: '02:30' }
    expect(until(ends, '2026-10-25T00:29:00Z', 'Europe/Berlin')).toBe('2026-10-25T01:30')
    expect(until(ends, '2026-10-25T00:45:00Z', 'Europe/Berlin')).toBe('2026-10-25T01:30')
    expect(until(ends, '2026-10-25T01:30:00Z', 'Europe/Berlin')).toBe(null)
    const starts = { start: '02:30', end: '08:00' }
    expect(until(starts, '2026-10-25T00:29:00Z', 'Europe/Berlin')).toBe(null)
    expect(until(starts, '2026-10-25T01:10:00Z', 'Europe/Berlin')).toBe('2026-10-25T07:00')
  })
})

describe('whatever the hours, zone and instant', () => {
  const clocks = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((pair) => pair.map((part) => String(part).padStart(2, '0')).join(':'))
  const hours = fc.record({ start: clocks, end: clocks }).filter(({ start, end }) => start !== end)
  const instants = fc.oneof(
    fc.integer({ min: Date.parse('2000-01-01'), max: Date.parse('2040-01-01') }),
    // Around changes of the clocks.
    fc.integer({ min: Date.parse('2026-03-29T00:00Z'), max: Date.parse('2026-03-29T04:00Z') }),
    fc.integer({ min: Date.parse('2026-10-24T22:00Z'), max: Date.parse('2026-10-25T04:00Z') }),
    fc.integer({ min: Date.parse('2011-12-28T00:00Z'), max: Date.parse('2012-01-01T00:00Z') }),
  )
  const zones = fc.constantFrom('UTC', 'America/New_York', 'Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia')

  it('quiet time ends later, within two days, when it is not quiet', () => {
    fc.assert(
      fc.property(hours, instants, zones, (quiet, at, zone) => {
        const end = quietUntil(quiet, at, zone)
        if (end === null) return
        expect(end).toBeGreaterThan(at)
        expect(end - at).toBeLessThanOrEqual(49 * 3_600_000)
        expect(quietUntil(quiet, end, zone)).toBe(null)
      }),
      { numRuns: 500 },
    )
  })

  it('all of a quiet time has the same end, so whoever waits is let out once', () => {
    fc.assert(
      fc.property(hours, instants, zones, fc.double({ min: 0, max: 0.999, noNaN: true }), (quiet, at, zone, share) => {
        const end = quietUntil(quiet, at, zone)
        if (end === null) return
        expect(quietUntil(quiet, Math.floor(at + (end - at) * share), zone)).toBe(end)
      }),
      { numRuns: 500 },
    )
  })

  it('on a day whose clocks do not change it is what the wall clock shows', () => {
    fc.assert(
      fc.property(
        fc.oneof(hours, fc.constant(night)),
        fc.integer({ min: Date.parse('2026-06-01'), max: Date.parse('2026-08-01') }),
        zones,
        (quiet, at, zone) => {
          const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainTime().toString().slice(0, 5)
          const isQuiet = quiet.start < quiet.end ? wall >= quiet.start && wall < quiet.end : wall >= quiet.start || wall < quiet.end
          expect(quietUntil(quiet, at, zone) !== null).toBe(isQuiet)
        },
      ),
    )
  })
})

test.each([
  [{ start: '22:00', end: '08:00' }, true],
  [{ start: '22:00', end: '22:00' }, false],
  [{ start: '24:00', end: '08:00' }, false],
  [{ start: '9:00', end: '18:00' }, false],
  [{ start: '22:00' }, false],
])('%j are quiet hours: %s', (value, is) => expect(quietHoursSchema.safeParse(value).success).toBe(is))
