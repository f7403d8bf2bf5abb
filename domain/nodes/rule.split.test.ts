import { describe, expect, test } from 'vitest'
import { advance } from '#domain/engine/advance.ts'
import type { EventInHand } from '#domain/engine/types.ts'
import { atEntry, event, member, noFacts, plan } from '#tests/support/drawing.ts'
import { armAt } from './arms.ts'

const MEMBERS = 10_000
const NOW = Date.parse('2026-11-21T10:00:00Z')

/** Where each of ten thousand members goes. */
function dealt(shares: string, rest: { entry?: EventInHand; visits?: number; sticky?: false; key?: string } = {}): string[] {
  const { entry = event('A'), visits = 0, sticky, key = 'split' } = rest
  const of = plan(`trigger(A) → ${key}=split(${shares}${sticky === false ? ' fresh' : ''}: a→exit a, b→exit b, c→exit c)`)
  return Array.from({ length: MEMBERS }, (_, at) => {
    const walked = advance(of, { ...atEntry(of, entry), visits }, { ...member(), id: at + 1 }, noFacts, NOW)
    return 'ask' in walked ? 'asks' : (walked.reason ?? '')
  })
}
const share = (arms: string[], of: string) => arms.filter((arm) => arm === of).length / MEMBERS
const moved = (before: string[], after: string[]) => before.filter((arm, at) => arm !== after[at]).length / MEMBERS
/** Four standard deviations of a share: wrong once in sixteen thousand, and never by chance, as nothing here is random. */
const bound = (p: number) => 4 * Math.sqrt((p * (1 - p)) / MEMBERS)

describe('ten thousand members', () => {
  test.each<[string, Record<string, number>]>([
    ['a 50 b 50', { a: 0.5, b: 0.5 }],
    ['a 1 b 9', { a: 0.1, b: 0.9 }],
    ['a 20 b 30 c 50', { a: 0.2, b: 0.3, c: 0.5 }],
    ['a 0 b 100', { a: 0, b: 1 }],
  ])('are dealt %s by their weights', (shares, expected) => {
    const arms = dealt(shares)
    for (const [arm, p] of Object.entries(expected)) expect(Math.abs(share(arms, arm) - p)).toBeLessThanOrEqual(bound(p))
  })

  test('take the same arm again, whatever brought them', () => {
    const first = dealt('a 50 b 50')
    expect(dealt('a 50 b 50', { entry: { ...event('A'), id: 99, part: 3 }, visits: 12 })).toEqual(first)
  })

  test('are dealt anew at each visit where the split is not sticky, and the same on a replay', () => {
    const first = dealt('a 50 b 50', { sticky: false })
    expect(dealt('a 50 b 50', { sticky: false })).toEqual(first)
    for (const other of [{ visits: 5 }, { entry: { ...event('A'), id: 8 } }, { entry: { ...event('A'), part: 1 } }]) {
      expect(moved(first, dealt('a 50 b 50', { sticky: false, ...other }))).toBeCloseTo(0.5, 1)
    }
  })

  test('are dealt by one split independently of another', () => {
    expect(moved(dealt('a 50 b 50'), dealt('a 50 b 50', { key: 'second' }))).toBeCloseTo(0.5, 1)
  })

  test('move only as far as the weights do', () => {
    const before = dealt('a 50 b 50')
    const after = dealt('a 60 b 40')
    expect(moved(before, after)).toBeLessThanOrEqual(0.1 + bound(0.1))
    expect(before.some((arm, at) => arm === 'a' && after[at] === 'b')).toBe(false)
    expect(moved(before, dealt('a 500 b 500'))).toBe(0)
  })
})

test('an arm has the range that its weight gives it', () => {
  const arms = [
    { outlet: 'a', weight: 1 },
    { outlet: 'b', weight: 0 },
    { outlet: 'c', weight: 3 },
  ]
  expect([0, 0.2499, 0.25, 0.9999].map((at) => armAt(arms, at))).toEqual(['a', 'a', 'c', 'c'])
})
