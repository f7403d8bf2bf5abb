import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Facts, Json, MemberFacts, Plan, Standing, Walked } from '#domain/engine/types.ts'
import { compilePlan } from '#domain/journey/plan.ts'
import { atEntry, counting, event, journey, member, noFacts, plan } from '#tests/support/drawing.ts'
import { advance, STEPS_MAX } from './advance.ts'

const NOW = Date.parse('2026-11-21T10:00:00Z')
const HOUR = 3_600_000

/** "trigger next, delay" and how it stands. */
function story(of: Plan, { attributes = {}, facts = noFacts, standing = atEntry(of), now = NOW }: Partial<Given> = {}) {
  const walked = advance(of, standing, member(attributes), facts, now)
  if ('ask' in walked) return { asks: walked.ask.events?.map((leaf) => leaf.event) }
  return { path: pathOf(walked), stands: `${walked.status}${walked.reason ? ` ${walked.reason}` : ''}`, walked }
}
type Given = { attributes: MemberFacts['attributes']; facts: Facts; standing: Standing; now: number }

const pathOf = ({ walk }: Walked) => walk.map(({ nodeKey, outlet }) => (outlet ? `${nodeKey} ${outlet}` : nodeKey)).join(', ')

const resting = (walked: Walked): Standing => ({
  nodeKey: walked.nodeKey ?? '',
  status: walked.status,
  ...{ visits: walked.visits, entry: event(), enteredAt: 0, rest: walked.rest, variables: walked.variables },
})

const vip = plan('trigger(Order Completed) → delay 1h → condition(plan equals vip: yes→email, no→exit bye)')

describe('a walk', () => {
  test('goes from the trigger to the first wait', () => {
    const { path, stands, walked } = story(vip)
    expect(path).toBe('trigger next, delay')
    expect(stands).toBe('WAITING')
    expect(walked).toMatchObject({ nodeKey: 'delay', dueAt: NOW + HOUR, visits: 2, messages: [] })
    expect(walked?.walk.map((line) => [line.number, line.arrived])).toEqual([
      [1, true],
      [2, true],
    ])
  })

  test('leaves a wait as the first line of the next walk, with the number of its arrival', () => {
    const first = story(vip).walked
    if (!first) throw new Error('it should have walked')
    const { path, stands, walked } = story(vip, { standing: resting(first), attributes: { plan: 'vip' }, now: NOW + HOUR })
    expect(path).toBe('delay next, condition yes, email next')
    expect(walked?.walk.map((line) => [line.number, line.arrived])).toEqual([
      [2, false],
      [3, true],
      [4, true],
    ])
    expect(walked?.messages).toEqual([{ channel: 'email', content: { template: 'hello' }, visit: 4, nodeKey: 'email' }])
    expect(stands).toBe('ENDED open_outlet')
  })

  test('ends with the reason of its exit', () => {
    const of = plan('trigger(A) → condition(plan equals vip: yes→exit, no→exit bye)')
    expect(story(of).stands).toBe('ENDED bye')
    expect(story(of, { attributes: { plan: 'vip' } }).stands).toBe('ENDED exit')
  })

  test('keeps what the decision saw', () => {
    const { walked } = story(plan('trigger(A where revenue gte 20) → condition(plan equals vip: yes→exit)'))
    expect(walked?.walk.map((line) => line.saw?.map(({ subject, actual, held }) => [subject, actual, held]))).toEqual([
      [['revenue', null, false]],
      [['plan', null, false]],
    ])
  })

  test('keeps what entry compared with the trigger', () => {
    const of = plan('trigger(A) → exit')
    const saw = { subject: 'open_passages', of: 'passage', operator: 'equals', expected: 0, actual: 0, held: true } as const
    const walked = advance(of, atEntry(of), member(), noFacts, NOW, { entered: [saw] })
    expect(walked).toMatchObject({ walk: [{ nodeKey: 'trigger', saw: [saw] }, { nodeKey: 'exit' }] })
  })

  test('asks for the history it needs and walks on with it', () => {
    const of = plan('trigger(Order Completed) → condition(Order Completed x3: yes→email, no→exit)')
    expect(story(of)).toEqual({ asks: ['Order Completed'] })
    expect(story(of, { facts: counting(3) }).path).toBe('trigger next, condition yes, email next')
    expect(story(of, { facts: counting(2) }).path).toBe('trigger next, condition no, exit')
  })

  test('arrives anew where it stands READY after a retry', () => {
    const standing: Standing = { ...atEntry(vip), nodeKey: 'email', status: 'READY', visits: 3 }
    const { walked } = story(plan('trigger(A) → email'), { standing })
    expect(walked?.walk).toMatchObject([{ number: 4, nodeKey: 'email', arrived: true, outlet: 'next' }])
  })
})

describe('what cannot go on', () => {
  test('a node that is gone is an error, not a crash', () => {
    const standing: Standing = { ...atEntry(vip), nodeKey: 'gone', status: 'WAITING', visits: 2 }
    const { stands, walked } = story(vip, { standing })
    expect(stands).toBe('ERROR unknown_node')
    expect(walked).toMatchObject({ nodeKey: null, dueAt: null, walk: [{ nodeKey: 'gone', outcome: 'error', reason: 'unknown_node' }] })
  })

  test('a cycle without a wait is stopped by the step budget', () => {
    const of = plan('trigger(A) → again=email → @again')
    const { stands, walked } = story(of)
    expect(stands).toBe('ERROR step_budget')
    expect(walked?.walk).toHaveLength(STEPS_MAX + 1)
  })

  test('a cycle through a wait walks once around', () => {
    const of = plan('trigger(A) → again=delay 1h → email → @again')
    const standing: Standing = { ...atEntry(vip), nodeKey: 'again', status: 'WAITING', visits: 2 }
    expect(story(of, { standing })).toMatchObject({ path: 'again next, email next, again', stands: 'WAITING' })
  })
})

describe('a delay', () => {
  test.each([
    ['2h', 'America/New_York', '2026-10-31T12:00:00Z', '2026-10-31T14:00:00Z', 'hours are elapsed time'],
    ['1d', 'America/New_York', '2026-10-31T12:00:00Z', '2026-11-01T13:00:00Z', 'a day across the end of summer time is 25 hours'],
    ['1d', 'UTC', '2026-10-31T12:00:00Z', '2026-11-01T12:00:00Z', 'in UTC every day has 24'],
    ['1d', 'Not/AZone', '2026-10-31T12:00:00Z', '2026-11-01T12:00:00Z', 'an unknown zone counts as UTC'],
    ['1d', 'Europe/Berlin', '2026-03-28T01:30:00Z', '2026-03-29T01:30:00Z', 'a time that does not exist moves on by the gap'],
    ['1M', 'UTC', '2027-01-31T00:00:00Z', '2027-02-28T00:00:00Z', 'a month after the 31st is the last of the next'],
    ['1d 2h', 'America/New_York', '2026-10-31T12:00:00Z', '2026-11-01T15:00:00Z', 'the calendar part comes first'],
  ])('of %s in %s: %s → %s, for %s', (length, zone, from, to) => {
    const of = plan(`trigger(A) → delay ${length}`)
    const walked = advance(of, atEntry(of), member({}, zone), noFacts, Date.parse(from))
    expect('ask' in walked ? null : new Date(walked.dueAt ?? 0).toISOString()).toBe(new Date(to).toISOString())
  })
})

/** Random graphs over every kind, cycles and open outlets included: each outlet of n<i> leads to some n<j>, or nowhere. */
const steps = [
  ...['delay 1h', 'email', 'exit', 'condition(plan equals vip:)', 'condition(A x2:)', 'waitTrue(A x2 within 1d:)', 'waitFor(B within 1d:)'],
  ...[
    'set points:number={{ member.plan }}; -old',
    'tag +a -b',
    'emit B; x={{ event.y }}',
    'enter 5',
    'call(POST https://a.example/; awaits:)',
  ],
]
const graphs = fc.array(fc.tuple(fc.constantFrom(...steps), fc.nat(9), fc.nat(9)), { minLength: 1, maxLength: 8 }).map((drawn) => {
  const { nodes } = journey(drawn.map(([step], index) => `n${index}=${step}`).join(' → '))
  const { nodes: triggers } = journey('trigger(A)')
  const outlets = drawn.flatMap(([, one, two], index) => [
    { source: `n${index}`, outlet: 'next', target: `n${one}` },
    { source: `n${index}`, outlet: 'yes', target: `n${one}` },
    { source: `n${index}`, outlet: 'no', target: `n${two}` },
    { source: `n${index}`, outlet: 'timeout', target: `n${two}` },
  ])
  const paths = [{ source: 'trigger', outlet: 'next', target: 'n0' }, ...outlets].filter(
    ({ target }) => Number(target.slice(1)) < nodes.length,
  )
  return compilePlan({ nodes: [...triggers, ...nodes], paths }, { journeyId: 1, workspaceId: 1, versionId: 1 })
})

describe('whatever the graph and the member', () => {
  const attributes = fc.dictionary(fc.string(), fc.jsonValue()).map((value): { [key: string]: Json } => JSON.parse(JSON.stringify(value)))

  test('a walk never loses a progress, numbers its visits without a gap, and asks again for nothing it was told', () => {
    fc.assert(
      fc.property(graphs, attributes, fc.nat(4), (of, known, count) => {
        let standing = atEntry(of)
        let [last, now] = [0, NOW]
        for (let turn = 0; turn < 5; turn++) {
          const walked = advance(of, standing, member(known), counting(count), now)
          if ('ask' in walked) throw new Error('every fact was at hand')
          for (const line of walked.walk) {
            expect(line.number).toBe(line.arrived ? last + 1 : last)
            last = line.number
          }
          expect(walked.visits).toBe(last)
          expect(walked.walk.length).toBeGreaterThan(0)
          const isOver = walked.status !== 'WAITING' && walked.status !== 'RUNNING'
          expect([walked.nodeKey === null, walked.dueAt === null, walked.reason !== null]).toEqual(Array(3).fill(isOver))
          if (isOver) return
          expect(of.nodes.has(walked.nodeKey ?? '')).toBe(true)
          standing = resting(walked)
          now = walked.rest?.until ?? now
        }
      }),
    )
  })

  test('the same arguments give the same walk', () => {
    fc.assert(
      fc.property(graphs, attributes, (of, known) => {
        const once = advance(of, atEntry(of), member(known), counting(1), NOW)
        expect(advance(of, atEntry(of), member(known), counting(1), NOW)).toEqual(once)
      }),
    )
  })
})
