import { describe, expect, test } from 'vitest'
import type { Json } from '#domain/engine/types.ts'
import { compare } from './compare.ts'
import type { Operand, Operator } from './document.ts'
import { globMatches } from './glob.ts'

const clock = { now: Date.parse('2026-11-21T10:00:00Z'), timeZone: 'Europe/Berlin' }
const unset = undefined

test.each<[Json | undefined, Operator, Operand | undefined, boolean]>([
  // numbers and what spells them
  [20, 'equals', 20, true],
  [20, 'equals', '20.0', true],
  ['20', 'equals', 20, true],
  ['007', 'equals', '7', false],
  ['seven', 'equals', 7, false],
  ['', 'equals', 0, false],
  [true, 'equals', 1, false],
  // text to the letter
  ['pro', 'equals', 'pro', true],
  ['Pro', 'equals', 'pro', false],
  ['Pro', 'not_equals', 'pro', true],
  // booleans
  [true, 'equals', true, true],
  [true, 'equals', 'true', true],
  [false, 'equals', 'true', false],
  // lists
  [['a', 1], 'equals', ['a', '1'], true],
  [['a'], 'equals', 'a', false],
  [['a', 'b'], 'contains', 'b', true],
  [['a', 'b'], 'contains', 'B', false],
  [[], 'not_contains', 'b', true],
  // unset
  [unset, 'equals', null, true],
  [null, 'equals', null, true],
  [unset, 'equals', '', false],
  [unset, 'not_equals', 'x', true],
  [unset, 'not_in', ['x'], true],
  [unset, 'not_contains', 'x', true],
  [unset, 'gt', 0, false],
  [unset, 'is_set', unset, false],
  [null, 'is_not_set', unset, true],
  ['', 'is_set', unset, true],
  [0, 'is_set', unset, true],
  [{}, 'is_set', unset, true],
  // order
  [20, 'gte', 20, true],
  ['19.99', 'gte', 20, false],
  ['1e3', 'gt', '999', true],
  [20, 'gt', 20, false],
  [20, 'lt', 20, false],
  [20, 'lte', 20, true],
  ['apple', 'gt', 'aardvark', false],
  ['2026-11-21', 'gt', '2026-11-20', true],
  [5, 'between', [1, 5], true],
  [5, 'between', [1, 4], false],
  [5, 'between', 5, false],
  ['2026-11-21', 'between', ['2026-11-20', '2026-11-21'], true],
  // choice
  ['de', 'in', ['de', 'at'], true],
  ['7', 'in', [7], true],
  ['ch', 'not_in', ['de', 'at'], true],
  // parts of text
  ['jane@x.org', 'ends_with', '@x.org', true],
  ['jane@x.org', 'starts_with', 'Jane', false],
  ['jane@x.org', 'contains', '@x', true],
  [5, 'contains', 5, false],
  ['Jane@X.org', 'matches', '*@x.???', true],
  ['jane@x.org.uk', 'matches', '*@x.???', false],
  // instants; a bare date is the start of its day in the zone
  ['2026-11-21T00:30:00+01:00', 'after', '2026-11-21', true],
  ['2026-11-20T22:59:59Z', 'before', '2026-11-21', true],
  ['2026-11-20T23:00:00Z', 'before', '2026-11-21', false],
  [1_795_000_000, 'after', '2026-01-01', true],
  [1_795_000_000_000, 'after', '2026-01-01', true],
  ['2026-02-30', 'before', '2027-01-01', false],
  ['soon', 'after', '2020-01-01', false],
  // time since
  ['2026-11-21T09:00:00Z', 'within_last', { hours: 1 }, false],
  ['2026-11-21T09:00:00.001Z', 'within_last', { hours: 1 }, true],
  ['2026-11-21T10:00:00Z', 'within_last', { hours: 1 }, true],
  ['2026-11-21T10:00:01Z', 'within_last', { hours: 1 }, false],
  ['2026-10-01', 'not_within_last', { days: 30 }, true],
  [unset, 'not_within_last', { days: 30 }, true],
  ['2026-11-20', 'within_last', 7, false],
])('%j %s %j is %s', (actual, operator, expected, held) => {
  expect(compare(actual, operator, expected, clock).held).toBe(held)
})

describe('a pattern', () => {
  test.each([
    ['', '', true],
    ['*', '', true],
    ['*', 'anything', true],
    ['?', '', false],
    ['a*b*c', 'aXXbYYc', true],
    ['a*b*c', 'aXXcYYb', false],
    ['**a**', 'bab', true],
    ['.*', 'abc', false],
  ])('%s fits %s: %s', (pattern, value, fits) => {
    expect(globMatches(pattern, value)).toBe(fits)
  })

  test('ends at once on what blows up a regular expression', () => {
    const started = performance.now()
    expect(globMatches(`${'a*'.repeat(99)}b`, 'a'.repeat(100_000))).toBe(false)
    expect(performance.now() - started).toBeLessThan(500)
  })

  test('is not read beyond its greatest length', () => {
    expect(globMatches('*'.repeat(201), 'a')).toBe(false)
  })
})
