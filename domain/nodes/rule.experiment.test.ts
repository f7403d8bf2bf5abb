import { describe, expect, test } from 'vitest'
import { advance } from '#domain/engine/advance.ts'
import type { Plan, Walked } from '#domain/engine/types.ts'
import { atEntry, member, noFacts, plan } from '#tests/support/drawing.ts'
import { definitionOf } from './registry.ts'

const MEMBERS = 10_000
const NOW = Date.parse('2026-11-21T10:00:00Z')
const plans = new Map<string, Plan>()
function drawn(arms: string): Plan {
  const of = plans.get(arms) ?? plan(`trigger(A) → experiment(${arms}: a→exit a, b→exit b, c→exit c, holdout→exit holdout)`)
  plans.set(arms, of)
  return of
}

function walk(arms: string, id: number, winner?: string): Walked {
  const of = drawn(arms)
  const winners = new Map(winner === undefined ? [] : [['experiment', winner]])
  const walked = advance(of, atEntry(of), { ...member(), id }, noFacts, NOW, { winners })
  if ('ask' in walked) throw new Error('asked')
  return walked
}
/** Where each of ten thousand members goes. */
const dealt = (arms: string, winner?: string) => Array.from({ length: MEMBERS }, (_, at) => walk(arms, at + 1, winner).reason)
const share = (arms: (string | null)[], of: string) => arms.filter((arm) => arm === of).length / MEMBERS
const moved = (before: (string | null)[], after: (string | null)[]) => before.filter((arm, at) => arm !== after[at]).length / MEMBERS
/** Four standard deviations of a share; nothing here is random. */
const bound = (p: number) => 4 * Math.sqrt((p * (1 - p)) / MEMBERS)

describe('an experiment', () => {
  test.each<[string, Record<string, number>]>([
    ['a 50 b 50', { a: 0.5, b: 0.5 }],
    ['a 1 b 2 c 1; holdout 20', { a: 0.2, b: 0.4, c: 0.2, holdout: 0.2 }],
  ])('deals members %s by weights, and holds some out', (arms, expected) => {
    const found = dealt(arms)
    for (const [arm, p] of Object.entries(expected)) expect(Math.abs(share(found, arm) - p)).toBeLessThanOrEqual(bound(p))
  })

  test('gives a member the same arm again, and another salt deals anew', () => {
    const first = dealt('a 50 b 50')
    expect(dealt('a 50 b 50')).toEqual(first)
    expect(moved(first, dealt('a 50 b 50; salt two'))).toBeCloseTo(0.5, 1)
  })

  test('holds nobody back whom it did not, when the arms change', () => {
    const held = (arms: string) => dealt(arms).map((arm) => (arm === 'holdout' ? arm : 'dealt'))
    expect(moved(held('a 50 b 50; holdout 10'), held('a 10 b 90; holdout 10'))).toBe(0)
  })

  test('notes who takes which arm, until one has won: then everybody takes that', () => {
    const arm = walk('a 50 b 50', 1).reason
    expect(walk('a 50 b 50; salt x', 1).effects).toMatchObject([{ do: 'expose', salt: 'x', nodeKey: 'experiment' }])
    expect(walk('a 50 b 50', 1).effects).toMatchObject([{ do: 'expose', arm, salt: '' }])
    expect(share(dealt('a 50 b 50; holdout 50', 'b'), 'b')).toBe(1)
    const late = walk('a 50 b 50', 1, 'b')
    expect(late.effects).toEqual([])
    expect(late.walk[1]).toMatchObject({ nodeKey: 'experiment', outlet: 'b', outcome: 'skip', reason: 'experiment_over' })
  })

  test('goes on dealing when the winner is no arm of it any more', () => {
    expect(dealt('a 50 b 50', 'c')).toEqual(dealt('a 50 b 50'))
  })
})

describe('its settings', () => {
  const { settings, problems, outlets } = definitionOf('rule.experiment')
  const arms = [
    { outlet: 'a', weight: 1 },
    { outlet: 'b', weight: 1 },
  ]
  const codes = (draft: object) => problems({ arms, goal: 'journey', ...draft }, { templateKeys: new Set() }).map(({ code }) => code)

  test('are complete with arms and a goal', () => {
    expect(settings.parse({ arms, goal: 'journey' })).toEqual({
      ...{ arms, goal: 'journey', holdout: 0, confidence: 0.95, sample: 500, automatic: true, salt: '' },
    })
    expect(codes({})).toEqual([])
  })

  test.each([
    ['a goal without an event', { goal: { event: '', within: { days: 1 } } }, 'eventMissing'],
    ['a goal without a time', { goal: { event: 'Bought', within: {} } }, 'durationEmpty'],
    ['a control that is no arm', { control: 'z' }, 'controlUnknown'],
    ['one arm', { arms: arms.slice(1) }, 'armsFew'],
    ['a sample that is too small', { sample: 2 }, 'sampleInvalid'],
    ['too much confidence', { confidence: 1 }, 'confidenceInvalid'],
    ['too large a holdout', { holdout: 95 }, 'holdoutInvalid'],
  ])('are refused with %s', (_, draft, code) => {
    expect(codes(draft)).toEqual([code])
    expect(settings.safeParse({ arms, goal: 'journey', ...draft }).success).toBe(false)
  })

  test('give the holdout an outlet only where there is one', () => {
    expect(outlets({ arms })).toEqual(['a', 'b'])
    expect(outlets({ arms, holdout: 5 })).toEqual(['a', 'b', 'holdout'])
  })
})
