import { expect, test } from 'vitest'
import { edgesOf, toBuckets } from './edges.ts'

const at = (text: string) => Date.parse(text)
const HOUR = 3_600_000
const days = (from: string, to: string, zone: string) => edgesOf({ from: at(from), to: at(to) }, 'day', zone)
const lengths = (edges: number[]) => edges.slice(1).map((edge, i) => (edge - (edges[i] ?? 0)) / HOUR)

test('a day in New York has 23 hours when the clocks go forward and 25 when they go back', () => {
  expect(lengths(days('2026-03-07T12:00:00Z', '2026-03-10T12:00:00Z', 'America/New_York'))).toEqual([24, 23, 24])
  expect(lengths(days('2026-10-31T12:00:00Z', '2026-11-03T12:00:00Z', 'America/New_York'))).toEqual([24, 25, 24])
})

test('a day that skips midnight begins at its first instant', () => {
  // Cairo: 24 April 2026 00:00 becomes 01:00.
  expect(days('2026-04-24T10:00:00Z', '2026-04-24T11:00:00Z', 'Africa/Cairo')).toEqual([at('2026-04-23T22:00:00Z')])
})

test('a day whose midnight comes twice begins at the first one', () => {
  // Havana: 1 November 2026 01:00 becomes 00:00.
  expect(days('2026-11-01T12:00:00Z', '2026-11-01T13:00:00Z', 'America/Havana')).toEqual([at('2026-11-01T04:00:00Z')])
})

test('the repeated hour appears twice and the skipped one not at all', () => {
  const hours = (from: string, to: string) => edgesOf({ from: at(from), to: at(to) }, 'hour', 'America/New_York')
  expect(hours('2026-11-01T04:00:00Z', '2026-11-01T08:00:00Z')).toHaveLength(4)
  expect(hours('2026-03-08T05:00:00Z', '2026-03-08T09:00:00Z')).toHaveLength(4)
})

test('hours begin on the hour of the zone, also where it is half an hour off', () => {
  expect(edgesOf({ from: at('2026-01-01T00:00:00Z'), to: at('2026-01-01T01:00:00Z') }, 'hour', 'Asia/Kolkata')).toEqual([
    at('2025-12-31T23:30:00Z'),
    at('2026-01-01T00:30:00Z'),
  ])
})

test('an empty range has no edges', () => {
  expect(days('2026-01-02T00:00:00Z', '2026-01-02T00:00:00Z', 'UTC')).toEqual([])
})

test('a range is rounded outward to whole buckets', () => {
  expect(toBuckets({ from: at('2026-01-01T10:07:00Z'), to: at('2026-01-01T10:46:00Z') })).toEqual({
    from: at('2026-01-01T10:00:00Z'),
    to: at('2026-01-01T11:00:00Z'),
  })
})
