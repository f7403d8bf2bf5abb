import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Facts, Json } from '#domain/engine/types.ts'
import { counting } from '#tests/support/drawing.ts'
import { type Condition, conditionSchema, type EventLeaf, operators } from './document.ts'
import { evaluate } from './evaluate.ts'
import { factsFrom, noFacts } from './memory.ts'

const NOW = Date.parse('2026-11-21T10:00:00Z')
const DAY = 86_400_000

const look = (condition: Condition, attributes: { [key: string]: Json } = {}, facts: Facts = noFacts, now = NOW, timeZone = 'UTC') =>
  evaluate(condition, { member: { attributes }, facts, now, timeZone })

const known = (...of: Parameters<typeof look>) => {
  const result = look(...of)
  if (!result.known) throw new Error(`it asked for ${JSON.stringify(result.missing)}`)
  return result
}

const yes: Condition = { attribute: 'a', operator: 'equals', value: 1 }
const no: Condition = { attribute: 'a', operator: 'equals', value: 2 }
const bought: EventLeaf = { event: 'Order Completed', count: { operator: 'gte', value: 3 } }
const opened: EventLeaf = { event: 'Opened' }

describe('groups', () => {
  test.each<[string, Condition, boolean]>([
    ['all of nothing holds', { all: [] }, true],
    ['any of nothing does not', { any: [] }, false],
    ['none of nothing holds', { none: [] }, true],
    ['all', { all: [yes, no] }, false],
    ['any', { any: [yes, no] }, true],
    ['none', { none: [no, no] }, true],
    ['none, one holds', { none: [no, yes] }, false],
    ['nested', { all: [yes, { any: [no, { none: [no] }] }] }, true],
  ])('%s', (_, condition, value) => {
    expect(known(condition, { a: 1 }).value).toBe(value)
  })

  test('show every comparison of attributes, decided or not', () => {
    expect(known({ any: [yes, no] }, { a: 1 }).saw.map(({ held }) => held)).toEqual([true, false])
  })
})

describe('asking for history', () => {
  test.each<[string, Condition, string[]]>([
    ['an attribute that decides asks for nothing', { all: [no, bought] }, []],
    ['and neither does it in a nested group', { any: [yes, { all: [bought, opened] }] }, []],
    ['only an undecided branch asks', { all: [{ any: [yes, bought] }, opened] }, ['Opened']],
    ['all that is open is asked for at once', { all: [yes, bought, opened] }, ['Order Completed', 'Opened']],
  ])('%s', (_, condition, asked) => {
    const result = look(condition, { a: 1 })
    expect(result.known ? [] : result.missing.events?.map((leaf) => leaf.event)).toEqual(asked)
  })

  test('what is seen does not depend on which facts are at hand', () => {
    const condition: Condition = { any: [yes, bought] }
    expect(known(condition, { a: 1 }, counting(5))).toEqual(known(condition, { a: 1 }, noFacts))
  })

  test.each([
    [undefined, 0, false],
    [undefined, 1, true],
    [{ operator: 'gte', value: 3 } as const, 3, true],
    [{ operator: 'lt', value: 3 } as const, 3, false],
    [{ operator: 'equals', value: 0 } as const, 0, true],
    [{ operator: 'not_equals', value: 0 } as const, 0, false],
  ])('a count of %j with %d events', (count, actual, value) => {
    const { value: held, saw, reads } = known({ event: 'A', count }, {}, counting(actual))
    expect(held).toBe(value)
    expect(saw).toMatchObject([{ subject: 'A', of: 'event', actual, held: value }])
    expect(reads).toEqual({ attributes: [], events: ['A'], segments: [], messages: false })
  })
})

describe('names', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s is an attribute like any other', (name) => {
    const leaf: Condition = { attribute: name, operator: 'is_set' }
    expect(known(leaf).value).toBe(false)
    expect(known(leaf, JSON.parse(`{ ${JSON.stringify(name)}: 1 }`)).value).toBe(true)
  })
})

describe('when it changes by itself', () => {
  const lately = (value: string): [Condition, { [key: string]: Json }] => [
    { attribute: 'at', operator: 'within_last', value: { days: 7 } },
    { at: value },
  ]
  test.each([
    ['2026-11-20T10:00:00Z', true, '2026-11-27T10:00:00Z'],
    ['2026-11-14T10:00:00Z', false, null],
    ['2026-11-25T10:00:00Z', false, '2026-11-25T10:00:00Z'],
    ['never', false, null],
  ])('a week from %s: %s until %s', (at, value, until) => {
    expect(known(...lately(at))).toMatchObject({ value, changesAt: until === null ? null : Date.parse(until) })
  })

  test('counts days by the calendar of the zone', () => {
    const now = Date.parse('2026-10-31T12:00:00Z')
    const leaf: Condition = { attribute: 'at', operator: 'within_last', value: { days: 1 } }
    const { changesAt } = known(leaf, { at: '2026-10-31T12:00:00Z' }, noFacts, now, 'America/New_York')
    expect(changesAt).toBe(Date.parse('2026-11-01T13:00:00Z'))
  })

  test('a decided group stands as long as one deciding part does', () => {
    const within = (attribute: string): Condition => ({ attribute, operator: 'within_last', value: { days: 7 } })
    const attributes = { a: '2026-11-20T10:00:00Z', b: '2026-11-18T10:00:00Z' }
    const [a, b] = [Date.parse('2026-11-27T10:00:00Z'), Date.parse('2026-11-25T10:00:00Z')]
    expect(known({ any: [within('a'), within('b')] }, attributes).changesAt).toBe(a)
    expect(known({ all: [within('a'), within('b')] }, attributes).changesAt).toBe(b)
    expect(known({ any: [within('a'), yes] }, { ...attributes, a: 1 }).changesAt).toBeNull()
  })

  test('a count that can only fall, and is too low already, stays', () => {
    const facts = factsFrom([{ name: 'A', at: NOW - DAY, properties: {} }], NOW, 'UTC')
    const leaf = (operator: 'gte' | 'lt'): Condition => ({ event: 'A', within: { days: 7 }, count: { operator, value: 2 } })
    expect(known(leaf('gte'), {}, facts)).toMatchObject({ value: false, changesAt: null })
    expect(known(leaf('lt'), {}, facts)).toMatchObject({ value: true, changesAt: null })
    expect(known({ event: 'A', within: { days: 7 } }, {}, facts)).toMatchObject({ value: true, changesAt: NOW + 6 * DAY })
  })
})

// ── whatever the condition and the member ─────────────────────────────────────────────────────────────────────────

const instants = fc.integer({ min: -20, max: 20 }).map((hours) => new Date(NOW + hours * 6 * 3_600_000).toISOString())
const durations = fc.record({ days: fc.integer({ min: 0, max: 4 }), hours: fc.integer({ min: 0, max: 30 }) })
const scalars = fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null), instants)
const attributeLeaves = fc.record({
  attribute: fc.constantFrom('a', 'b', '__proto__'),
  operator: fc.constantFrom(...operators),
  value: fc.oneof(scalars, fc.array(scalars, { maxLength: 3 }), durations),
})
const eventLeaves = fc.record({
  event: fc.constantFrom('A', 'B'),
  within: durations,
  count: fc.record({
    operator: fc.constantFrom('equals', 'not_equals', 'gt', 'gte', 'lt', 'lte'),
    value: fc.nat(3),
  }),
})
const conditions = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small' },
    attributeLeaves,
    eventLeaves,
    fc.record({ all: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ none: fc.array(tie('condition'), { maxLength: 3 }) }),
  ),
})).condition
const attributes = fc
  .record({ a: fc.oneof(scalars, instants, fc.jsonValue()), b: instants })
  .map((value) => JSON.parse(JSON.stringify(value)))
const past = fc.array(
  fc.record({
    name: fc.constantFrom('A', 'B'),
    at: fc.integer({ min: 0, max: 40 }).map((hours) => NOW - hours * 6 * 3_600_000),
    properties: fc.constant({}),
  }),
  { maxLength: 6 },
)
const zones = fc.constantFrom('UTC', 'America/New_York', 'Asia/Kathmandu')

describe('whatever the condition and the member', () => {
  test('it never throws', () => {
    fc.assert(
      fc.property(conditions, fc.dictionary(fc.string(), fc.jsonValue()), zones, (condition, values, zone) => {
        look(conditionSchema.parse(condition), JSON.parse(JSON.stringify(values)), noFacts, NOW, zone)
      }),
    )
  })

  test('the value stands from now until changesAt', () => {
    fc.assert(
      fc.property(
        conditions,
        attributes,
        past,
        zones,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (condition, values, events, zone, part) => {
          const at = (instant: number) => known(condition, values, factsFrom(events, instant, zone), instant, zone)
          const first = at(NOW)
          const end = first.changesAt ?? NOW + 60 * DAY
          expect(end).toBeGreaterThan(NOW)
          const between = NOW + Math.floor((end - NOW - 1) * part)
          expect(at(between).value).toBe(first.value)
          expect(at(end - 1).value).toBe(first.value)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('with all facts at hand it is known, and without them it is the same or asks', () => {
    fc.assert(
      fc.property(conditions, attributes, past, (condition, values, events) => {
        const full = known(condition, values, factsFrom(events, NOW, 'UTC'))
        const bare = look(condition, values)
        if (bare.known) expect(bare).toEqual(full)
        else expect(bare.missing.events?.length).toBeGreaterThan(0)
      }),
    )
  })
})
