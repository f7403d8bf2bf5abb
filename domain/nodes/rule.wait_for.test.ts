import { describe, expect, test } from 'vitest'
import { advance } from '#domain/engine/advance.ts'
import type { Cause } from '#domain/engine/decision.ts'
import { renderText } from '#domain/engine/render.ts'
import type { EventInHand, Standing, Walked } from '#domain/engine/types.ts'
import { atEntry, event, member, noFacts, plan } from '#tests/support/drawing.ts'
import { definitionOf } from './registry.ts'

const NOW = Date.parse('2026-11-21T10:00:00Z')
const HOUR = 3_600_000
const came = (name: string, properties: EventInHand['properties'] = {}): Cause => ({ by: 'event', event: event(name, properties, NOW) })

/** Enters, rests, is asked again for each cause, at each hour after entry. Says where that led. */
function story(drawing: string, causes: [hour: number, cause: Cause][], { entry = event('Go'), zone = 'UTC', enteredAt = NOW } = {}) {
  const of = plan(drawing)
  const who = member({}, zone)
  let standing: Standing = { ...atEntry(of, entry), enteredAt }
  let walked = walk(standing, NOW)
  for (const [hour, cause] of causes) {
    if (walked.status !== 'WAITING') break
    standing = { ...standing, nodeKey: walked.nodeKey ?? '', status: walked.status, visits: walked.visits, rest: walked.rest }
    walked = walk(standing, NOW + hour * HOUR, cause)
  }
  return walked
  function walk(from: Standing, at: number, cause?: Cause): Walked {
    const answer = advance(of, from, who, noFacts, at, cause && { cause })
    if ('ask' in answer) throw new Error('asked for facts')
    return answer
  }
}
const left = ({ walk }: Walked) => walk.find(({ nodeKey, outlet }) => nodeKey === 'waitFor' && outlet !== null)?.outlet ?? null
const until = ({ rest }: Walked) => (rest ? new Date(rest.until).toISOString() : null)

const one = 'trigger(Go) → waitFor(Bought within 2h: happened→exit, timeout→exit late)'
const two =
  'trigger(Go) → waitFor(Bought where revenue gte 20 or Bought or Left within 2h: happened→exit, happened2→exit, happened3→exit, timeout→exit)'

describe('waiting for an event', () => {
  test.each<[string, string, [number, Cause][], string | null]>([
    ['nothing came yet', one, [], null],
    ['it came', one, [[1, came('Bought')]], 'happened'],
    ['another event came', one, [[1, came('Left')]], null],
    ['the time is up', one, [[2, { by: 'timer' }]], 'timeout'],
    ['a timer that came early, for the longest stay', one, [[1, { by: 'timer' }]], null],
    ['it came late, before the timer was seen', one, [[3, came('Bought')]], 'happened'],
    ['something else was looked at', one, [[3, { by: 'change' }]], null],
    ['the first that fits wins', two, [[1, came('Bought', { revenue: 20 })]], 'happened'],
    ['the first that fits, not the first of the name', two, [[1, came('Bought', { revenue: 19 })]], 'happened2'],
    ['another of those awaited', two, [[1, came('Left')]], 'happened3'],
    [
      'one that fits not, then one that does',
      one.replace('Bought', 'Bought where x equals 1'),
      [
        [1, came('Bought')],
        [1, came('Bought', { x: 1 })],
      ],
      'happened',
    ],
  ])('%s', (_, drawing, causes, outlet) => {
    expect(left(story(drawing, causes))).toBe(outlet)
  })

  test('subscribes to each name once', () => {
    expect(story(two, []).rest?.awaits).toEqual(['event Bought', 'event Left'])
  })

  test('says what came and what was compared', () => {
    const { walk } = story(two, [[1, came('Bought', { revenue: 30 })]])
    expect(walk[0]?.saw).toMatchObject([
      { subject: 'Bought', of: 'event', held: true },
      { subject: 'revenue', of: 'property', expected: 20, actual: 30, held: true },
    ])
  })
})

describe('a match with the entry event', () => {
  const same = 'trigger(Go) → waitFor(Paid matching order within 2h: happened→exit, timeout→exit)'
  test.each<[string, EventInHand['properties'], EventInHand['properties'], string | null]>([
    ['the same text', { order: 'a1' }, { order: 'a1' }, 'happened'],
    ['another', { order: 'a1' }, { order: 'a2' }, null],
    ['a number and its text', { order: 7 }, { order: '7' }, 'happened'],
    ['the same list', { order: ['a', { b: 1 }] }, { order: ['a', { b: 1 }] }, 'happened'],
    ['another list', { order: ['a'] }, { order: ['b'] }, null],
    ['neither has it', {}, {}, null],
    ['both are null', { order: null }, { order: null }, null],
    ['only the entry has it', { order: 'a1' }, {}, null],
  ])('%s', (_, entry, properties, outlet) => {
    expect(left(story(same, [[1, came('Paid', properties)]], { entry: event('Go', entry) }))).toBe(outlet)
  })
})

describe('its end', () => {
  const days = 'trigger(Go) → waitFor(Bought within 1d: happened→exit, timeout→exit)'
  const fromEntry = days.replace('1d', '1d from entry')

  test('is hours elapsed, and days of the calendar of the member', () => {
    expect(until(story(one, []))).toBe('2026-11-21T12:00:00.000Z')
    expect(until(story(days, []))).toBe('2026-11-22T10:00:00.000Z')
    const autumn = definitionOf('rule.wait_for').decide({
      ...{
        nodeKey: 'n',
        settings: definitionOf('rule.wait_for').settings.parse({ events: [{ event: 'A', outlet: 'a' }], timeout: { days: 1 } }),
      },
      ...{
        member: member({}, 'America/New_York'),
        facts: noFacts,
        standing: { ...atEntry(plan(days)), rest: null },
        winner: null,
        journeyId: 1,
        render: renderText,
      },
      ...{ cause: { by: 'arrival' }, now: Date.parse('2026-10-31T12:00:00Z') },
    })
    expect(autumn).toMatchObject({ until: Date.parse('2026-11-01T13:00:00Z') })
  })

  test('does not drift, however often and late it is asked', () => {
    const asks: [number, Cause][] = [1, 5, 9, 23].map((hour) => [hour, came('Bought')])
    const filtered = days.replace('Bought', 'Bought where x equals 1')
    expect(until(story(filtered, [...asks, [23.5, { by: 'edit' }], [23.9, came('Bought')]]))).toBe('2026-11-22T10:00:00.000Z')
  })

  test('counts from entry where that is set, and may be over on arrival', () => {
    expect(until(story(fromEntry, [], { enteredAt: NOW - 5 * HOUR }))).toBe('2026-11-22T05:00:00.000Z')
    expect(left(story(fromEntry, [], { enteredAt: NOW - 24 * HOUR }))).toBe('timeout')
  })
})
