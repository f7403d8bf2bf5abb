import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { instantOf } from './instant.ts'
import { addDuration, isZone, windowMs, zoneOf } from './zone.ts'

const durations = fc.record(
  {
    months: fc.nat(30),
    weeks: fc.nat(9),
    days: fc.nat(400),
    hours: fc.nat(99),
    minutes: fc.nat(99),
    seconds: fc.nat(99),
  },
  { requiredKeys: [] },
)
const instants = fc.integer({ min: Date.parse('2000-01-01'), max: Date.parse('2040-01-01') })
const zones = fc.constantFrom('UTC', 'America/New_York', 'Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia')

describe('a duration later', () => {
  test('is what Temporal says, in every zone', () => {
    fc.assert(
      fc.property(instants, durations, zones, (at, duration, zone) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
        const whole = Object.keys(duration).length === 0 ? { seconds: 0 } : duration
        expect(addDuration(at, duration, zone)).toBe(zoned.add(whole).epochMilliseconds)
      }),
    )
  })

  test('keeps what an instant has below the millisecond: PostgreSQL tells microseconds', () => {
    fc.assert(
      fc.property(instants, durations, zones, fc.constantFrom(0.25, 0.5, 0.75), (at, duration, zone, part) => {
        expect(addDuration(at + part, duration, zone)).toBe(addDuration(at, duration, zone) + part)
      }),
    )
  })

  test('is never earlier', () => {
    fc.assert(fc.property(instants, durations, zones, (at, duration, zone) => addDuration(at, duration, zone) >= at))
  })
})

test('a window over history is as long in every zone', () => {
  expect(windowMs({ months: 1, weeks: 1, days: 1, hours: 1, minutes: 1, seconds: 1 })).toBe(((30 + 7 + 1) * 86_400 + 3_661) * 1_000)
})

test.each([
  ['Europe/Berlin', true],
  ['UTC', true],
  ['Etc/GMT+5', true],
  ['Mars/Olympus', false],
  ['+02:00', false],
  ['', false],
  ['x'.repeat(10_000), false],
])('%s is a zone: %s', (name, is) => {
  expect(isZone(name)).toBe(is)
  expect(zoneOf(name)).toBe(is ? name : 'UTC')
})

test.each<[unknown, string | null]>([
  ['2026-11-21', '2026-11-20T23:00:00.000Z'],
  ['2026-11-21T10:00', '2026-11-21T09:00:00.000Z'],
  ['2026-11-21 10:00:00.5', '2026-11-21T09:00:00.500Z'],
  ['2026-11-21T10:00:00Z', '2026-11-21T10:00:00.000Z'],
  ['2026-11-21T10:00:00.123456789-05:00', '2026-11-21T15:00:00.123Z'],
  [1_795_255_200, '2026-11-21T10:00:00.000Z'],
  [1_795_255_200_000, '2026-11-21T10:00:00.000Z'],
  [0, '1970-01-01T00:00:00.000Z'],
  [Number.NaN, null],
  [1e300, null],
  ['2026-02-30', null],
  ['2026-13-01T00:00:00Z', null],
  ['1795255200', null],
  ['tomorrow', null],
  ['', null],
  [true, null],
  [{}, null],
])('%j names the instant %s', (value, iso) => {
  const at = instantOf(value, 'Europe/Berlin')
  expect(at === null ? null : new Date(at).toISOString()).toBe(iso)
})
