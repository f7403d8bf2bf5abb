import { expect, test } from 'vitest'
import { choiceSchema, periodOf } from './period.ts'

const now = Date.parse('2026-11-20T15:30:00Z')
const of = (query: object, zone = 'America/New_York', first: number | null = null) => periodOf(choiceSchema.parse(query), now, first, zone)

test('thirty days are today so far and the 29 before it, in the days of the zone', () => {
  // New York left daylight saving time on 1 November: the period begins at 04:00Z and its days at 05:00Z later.
  expect(of({})).toEqual({
    from: '2026-10-22T04:00:00.000Z',
    to: '2026-11-20T15:30:00.000Z',
    interval: 'day',
    isOpen: true,
    before: { from: '2026-09-22T04:00:00.000Z', to: '2026-10-21T14:30:00.000Z' },
  })
})

test('the last 24 hours are hours, this one included', () => {
  expect(of({ range: '24h' })).toMatchObject({
    from: '2026-11-19T16:00:00.000Z',
    interval: 'hour',
    before: { from: '2026-11-18T16:00:00.000Z', to: '2026-11-19T15:30:00.000Z' },
  })
})

test('a custom range holds both its days, whichever comes first, and is cut at now', () => {
  expect(of({ range: 'custom', from: '2026-11-10', to: '2026-11-01' })).toMatchObject({
    from: '2026-11-01T04:00:00.000Z',
    to: '2026-11-11T05:00:00.000Z',
    isOpen: false,
    before: { from: '2026-10-22T04:00:00.000Z', to: '2026-11-01T04:00:00.000Z' },
  })
  expect(of({ range: 'custom', from: '2026-11-19', to: '2026-11-30' })).toMatchObject({ to: '2026-11-20T15:30:00.000Z', isOpen: true })
  expect(of({ range: 'custom', from: '2026-11-19', to: '2026-11-20' }).interval).toBe('hour')
})

test('all time begins on the day counting began and has nothing before it', () => {
  expect(of({ range: 'all' }, 'UTC', Date.parse('2026-01-05T13:00:00Z'))).toMatchObject({ from: '2026-01-05T00:00:00.000Z', before: null })
})

test('what the address says wrongly falls back to thirty days', () => {
  for (const query of [{ range: 'year' }, { range: 'custom' }, { range: 'custom', from: '2026-13-01', to: 'x' }])
    expect(choiceSchema.parse(query).range).toBe('30d')
})

test('without a comparison there is no time before', () => {
  expect(of({ range: '7d', against: 'none' }).before).toBeNull()
})
