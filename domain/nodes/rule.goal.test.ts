import { describe, expect, test } from 'vitest'
import { advance } from '#domain/engine/advance.ts'
import type { Cause } from '#domain/engine/decision.ts'
import type { MemberFacts, Plan, Standing, Walked } from '#domain/engine/types.ts'
import { atEntry, event, member, noFacts, plan } from '#tests/support/drawing.ts'

const NOW = Date.parse('2026-11-21T10:00:00Z')
const HOUR = 3_600_000
const bought = (properties = {}): Cause => ({ by: 'event', event: event('Bought', properties, NOW) })

function walk(
  of: Plan,
  standing: Standing = atEntry(of),
  { cause, who = member(), now = NOW }: { cause?: Cause; who?: MemberFacts; now?: number } = {},
) {
  const walked = advance(of, standing, who, noFacts, now, cause && { cause })
  if ('ask' in walked) throw new Error('asked')
  return walked
}
const at = (walked: Walked): Standing => ({ ...atEntry(plan('trigger(A)')), ...walked, nodeKey: walked.nodeKey ?? '' })
const pathOf = ({ walk: lines }: Walked) => lines.map(({ nodeKey, outlet }) => `${nodeKey} ${outlet ?? ''}`.trim()).join(', ')

describe('a goal ahead', () => {
  const twoBefore = plan('trigger(A) → delay 1h → delay 1h → goal(Bought: reached→exit won, missed→exit lost)')
  const branched = plan(
    'trigger(A) → delay 1h → condition(plan equals vip: yes→email → goal(Bought: reached→exit won, missed→exit lost), no→exit plain)',
  )

  test('is waited for by who rests before it', () => {
    expect(walk(twoBefore)).toMatchObject({ nodeKey: 'delay', dueAt: NOW + HOUR, rest: { until: NOW + HOUR, awaits: ['event Bought'] } })
  })

  test.each([
    ['two nodes before it', twoBefore],
    ['before a branch that may lead to it', branched],
  ])('pulls a member who rests %s', (_, of) => {
    const walked = walk(of, at(walk(of)), { cause: bought() })
    expect(pathOf(walked)).toBe('delay !goal, goal reached, exit')
    expect(walked).toMatchObject({ status: 'ENDED', reason: 'won', messages: [] })
    expect(walked.walk[0]).toMatchObject({ arrived: false, outcome: 'skip', reason: 'goal' })
  })

  test('pulls nobody by another event, and by one that its filter does not let through', () => {
    const of = plan('trigger(A) → delay 1h → goal(Bought where total gte 5: reached→exit won, missed→exit lost)')
    const resting = at(walk(of))
    expect(walk(of, resting, { cause: bought({ total: 4 }) }).walk).toEqual([])
    expect(walk(of, resting, { cause: bought({ total: 5 }) }).reason).toBe('won')
    expect(walk(of, resting, { cause: { by: 'timer' }, now: NOW + HOUR }).reason).toBe('lost')
  })

  test('on what is known of a member pulls whoever is about to rest, and whoever rests when it changes', () => {
    const of = plan('trigger(A) → delay 1h → goal(if plan equals pro: reached→exit won, missed→exit lost)')
    const pro = member({ plan: 'pro' })
    expect(pathOf(walk(of, undefined, { who: pro }))).toBe('trigger next, delay, delay !goal, goal reached, exit')
    expect(walk(of, at(walk(of)), { cause: { by: 'change' }, who: pro }).reason).toBe('won')
    expect(walk(of, at(walk(of)), { cause: { by: 'change' } }).walk).toEqual([])
  })

  test('behind the member pulls nobody back', () => {
    const of = plan('trigger(A) → goal(Bought: reached→exit won, missed→delay 1h → exit done)')
    expect(walk(of)).toMatchObject({ nodeKey: 'delay', rest: null })
  })
})

describe('a member who arrives', () => {
  test('before it is reached goes on by missed', () => {
    expect(walk(plan('trigger(Bought) → goal(Bought: reached→exit won, missed→exit lost)')).reason).toBe('lost')
  })

  test('or waits for it until its time is up', () => {
    const of = plan('trigger(A) → goal(Bought waiting 2h: reached→exit won, timeout→exit late)')
    const first = walk(of)
    expect(first).toMatchObject({ nodeKey: 'goal', status: 'WAITING', dueAt: NOW + 2 * HOUR, rest: { awaits: ['event Bought'] } })
    expect(walk(of, at(first), { cause: bought(), now: NOW + HOUR }).reason).toBe('won')
    expect(walk(of, at(first), { cause: { by: 'timer' }, now: NOW + 2 * HOUR }).reason).toBe('late')
  })

  test('waits for a condition likewise', () => {
    const of = plan('trigger(A) → goal(if plan equals pro waiting 2h: reached→exit won, timeout→exit late)')
    const first = walk(of)
    expect(first).toMatchObject({ nodeKey: 'goal', rest: { awaits: ['attribute plan'] } })
    expect(walk(of, at(first), { cause: { by: 'change' }, who: member({ plan: 'pro' }) }).reason).toBe('won')
    expect(walk(of, undefined, { who: member({ plan: 'pro' }) }).reason).toBe('won')
  })
})
