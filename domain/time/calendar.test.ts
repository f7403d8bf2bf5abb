import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dateOf, nextAnniversary, type Shift, shifted, type Weekly, windowAt } from './calendar.ts'

const ms = Date.parse
const iso = (at: number | null | undefined) => (at === null || at === undefined ? null : new Date(at).toISOString())
const zones = ['UTC', 'America/New_York', 'Europe/Berlin', 'Pacific/Auckland', 'Asia/Kathmandu', 'Pacific/Apia'] as const

test.each<[unknown, string | null]>([
  ['2026-12-24', '2026-12-24T05:00:00.000Z'],
  ['2026-12-24T10:00', '2026-12-24T15:00:00.000Z'],
  ['2026-12-24T10:00:00+01:00', '2026-12-24T09:00:00.000Z'],
  [1_766_570_400, '2025-12-24T10:00:00.000Z'],
  ['2026-02-30', null],
  ['soon', null],
  [null, null],
  [undefined, null],
  [true, null],
  [8_640_000_000_000_000, null],
])('%j in New York is the date %s', (value, expected) => {
  expect(iso(dateOf(value, 'America/New_York'))).toBe(expected)
})

test.each<[string, Shift, string, string]>([
  ['2026-12-24', { direction: 'before', offset: { days: 3 }, time: '09:00' }, 'UTC', '2026-12-21T09:00:00.000Z'],
  ['2026-12-24', { direction: 'after', time: '09:00' }, 'Asia/Tokyo', '2026-12-24T00:00:00.000Z'],
  ['2026-12-24T23:30:00Z', { direction: 'after', time: '09:00' }, 'Asia/Tokyo', '2026-12-25T00:00:00.000Z'],
  ['2026-12-24T10:15:00Z', { direction: 'after', offset: { hours: 2 } }, 'UTC', '2026-12-24T12:15:00.000Z'],
  ['2026-12-24T10:15:00Z', { direction: 'before', offset: { days: 1, hours: 2 } }, 'UTC', '2026-12-23T08:15:00.000Z'],
  ['2027-01-31', { direction: 'after', offset: { months: 1 }, time: '08:00' }, 'UTC', '2027-02-28T08:00:00.000Z'],
  // 02:30 does not exist on that day: it moves on by the gap. 01:30 comes twice on this one: the first counts.
  ['2026-03-29', { direction: 'after', time: '02:30' }, 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  ['2026-11-01', { direction: 'after', time: '01:30' }, 'America/New_York', '2026-11-01T05:30:00.000Z'],
  // The second 01:30 is itself when no time of day is asked for.
  ['2026-11-01T06:30:00Z', { direction: 'after' }, 'America/New_York', '2026-11-01T06:30:00.000Z'],
  // A day that a zone skipped altogether.
  ['2011-12-29', { direction: 'after', offset: { days: 1 }, time: '09:00' }, 'Pacific/Apia', '2011-12-30T19:00:00.000Z'],
])('%s shifted by %j in %s is %s', (date, shift, zone, expected) => {
  expect(iso(shifted(dateOf(date, zone) ?? 0, shift, zone))).toBe(expected)
})

describe('an anniversary', () => {
  const next = (date: string, after: string, shift: Partial<Shift & { time: string }> = {}, zone = 'UTC') =>
    iso(nextAnniversary(dateOf(date, zone) ?? 0, { direction: 'after', time: '09:00', ...shift }, zone, ms(after)))

  test.each([
    ['the next of the year', next('1990-06-15', '2026-01-01T00:00:00Z'), '2026-06-15T09:00:00.000Z'],
    ['strictly after', next('1990-06-15', '2026-06-15T09:00:00Z'), '2027-06-15T09:00:00.000Z'],
    ['a moment before', next('1990-06-15', '2026-06-15T08:59:59.999Z'), '2026-06-15T09:00:00.000Z'],
    ['29 February in a common year', next('1992-02-29', '2026-01-01T00:00:00Z'), '2026-02-28T09:00:00.000Z'],
    ['29 February in a leap year', next('1992-02-29', '2028-01-01T00:00:00Z'), '2028-02-29T09:00:00.000Z'],
    ['not before the date itself', next('2030-06-15', '2026-01-01T00:00:00Z'), '2030-06-15T09:00:00.000Z'],
    [
      'days before, over the turn of the year',
      next('1990-01-02', '2026-06-01T00:00:00Z', { direction: 'before', offset: { days: 5 } }),
      '2026-12-28T09:00:00.000Z',
    ],
    ['long after', next('1990-06-15', '2026-01-01T00:00:00Z', { offset: { months: 30 } }), '2026-12-15T09:00:00.000Z'],
    ['in the zone', next('1990-06-15', '2026-06-15T00:00:00Z', {}, 'Pacific/Auckland'), '2027-06-14T21:00:00.000Z'],
  ])('%s', (_, found, expected) => {
    expect(found).toBe(expected)
  })

  const shifts = fc.record({
    direction: fc.constantFrom('before' as const, 'after' as const),
    time: fc.tuple(fc.nat(23), fc.nat(59)).map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':')),
    offset: fc.record({ months: fc.nat(40), days: fc.nat(500), hours: fc.nat(200) }),
  })
  const days = fc.date({ min: new Date('1930-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }).map((day) => day.getTime())
  const instants = fc.date({ min: new Date('2020-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }).map((day) => day.getTime())

  test('comes strictly after, once a year, whatever the date, shift and zone', () => {
    fc.assert(
      fc.property(days, shifts, instants, fc.constantFrom(...zones), (date, shift, after, zone) => {
        const first = nextAnniversary(date, shift, zone, after) ?? 0
        expect(first).toBeGreaterThan(after)
        // Asked at any moment before, it is the same one: none lies between.
        expect(nextAnniversary(date, shift, zone, first - 1)).toBe(first)
        expect(nextAnniversary(date, shift, zone, Math.floor((after + first) / 2))).toBe(first)
        const second = nextAnniversary(date, shift, zone, first) ?? 0
        const between = (second - first) / 86_400_000
        // A year, give or take the leap day, the end of a month that an offset meets, and an hour.
        expect(between).toBeGreaterThan(361)
        expect(between).toBeLessThan(370)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a window', () => {
  const work: Weekly = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }
  const at = (now: string, weekly: Weekly = work, zone = 'UTC', past: string | null = null) => {
    const found = windowAt(ms(now), weekly, zone, past)
    return found && `${found.date}: ${iso(found.opensAt)?.slice(0, 16)} to ${iso(found.closesAt)?.slice(0, 16)}`
  }
  test.each([
    ['open now', at('2026-11-25T10:00:00Z'), '2026-11-25: 2026-11-25T09:00 to 2026-11-25T17:00'],
    ['open from its first instant', at('2026-11-25T09:00:00Z'), '2026-11-25: 2026-11-25T09:00 to 2026-11-25T17:00'],
    ['closed at its last', at('2026-11-25T17:00:00Z'), '2026-11-26: 2026-11-26T09:00 to 2026-11-26T17:00'],
    ['over the weekend', at('2026-11-27T18:00:00Z'), '2026-11-30: 2026-11-30T09:00 to 2026-11-30T17:00'],
    ['in the zone', at('2026-11-25T10:00:00Z', work, 'Asia/Tokyo'), '2026-11-26: 2026-11-26T00:00 to 2026-11-26T08:00'],
    ['one day a week, just missed', at('2026-11-25T17:00:00Z', { ...work, days: [3] }), '2026-12-02: 2026-12-02T09:00 to 2026-12-02T17:00'],
    [
      'over midnight',
      at('2026-11-26T01:00:00Z', { days: [3], from: '22:00', to: '02:00' }),
      '2026-11-25: 2026-11-25T22:00 to 2026-11-26T02:00',
    ],
    ['all day', at('2026-11-25T10:00:00Z', { days: [3], from: '00:00', to: '00:00' }), '2026-11-25: 2026-11-25T00:00 to 2026-11-26T00:00'],
    [
      'not of a day that is used',
      at('2026-11-25T10:00:00Z', work, 'UTC', '2026-11-25'),
      '2026-11-26: 2026-11-26T09:00 to 2026-11-26T17:00',
    ],
    // Its hours do not exist that day, or come twice: once all the same, as long as they are.
    [
      'in a gap',
      at('2026-03-29T00:00:00Z', { days: [7], from: '02:00', to: '03:00' }, 'Europe/Berlin'),
      '2026-03-29: 2026-03-29T01:00 to 2026-03-29T02:00',
    ],
    [
      'in an overlap',
      at('2026-11-01T00:00:00Z', { days: [7], from: '01:00', to: '01:30' }, 'America/New_York'),
      '2026-11-01: 2026-11-01T05:00 to 2026-11-01T05:30',
    ],
    [
      'not again the same night',
      at('2026-11-01T06:10:00Z', { days: [7], from: '01:00', to: '01:30' }, 'America/New_York'),
      '2026-11-08: 2026-11-08T06:00 to 2026-11-08T06:30',
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toBe(expected)
  })

  test('there is always one, and it closes in the future', () => {
    const times = fc.tuple(fc.nat(23), fc.nat(59)).map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
    const weekly = fc.record({ days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), from: times, to: times })
    const now = fc.date({ min: new Date('2025-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }).map((day) => day.getTime())
    fc.assert(
      fc.property(now, weekly, fc.constantFrom(...zones), (instant, hours, zone) => {
        const found = windowAt(instant, hours, zone, null)
        expect(found?.closesAt).toBeGreaterThan(instant)
        expect(found?.closesAt).toBeGreaterThan(found?.opensAt ?? 0)
      }),
    )
  })
})
