import { describe, expect, test } from 'vitest'
import { advance } from '#domain/engine/advance.ts'
import type { Answer, Cause } from '#domain/engine/decision.ts'
import type { Json, Walked } from '#domain/engine/types.ts'
import { atEntry, event, member, noFacts, plan } from '#tests/support/drawing.ts'

const NOW = Date.parse('2026-11-21T10:00:00Z')
type Attributes = { [name: string]: Json }

function walk(drawing: string, attributes: Attributes = {}, properties: Attributes = {}): Walked {
  const of = plan(drawing)
  const walked = advance(of, atEntry(of, event('A', properties)), member(attributes), noFacts, NOW)
  if ('ask' in walked) throw new Error('asked')
  return walked
}
const effectsOf = (...from: Parameters<typeof walk>) => walk(...from).effects

describe('setting attributes', () => {
  test.each<[string, Attributes, Attributes, Attributes]>([
    ['set plan=pro', {}, {}, { plan: 'pro' }],
    ['set points=5; -old', { old: 1 }, {}, { old: null, points: 5 }],
    ['set points:number={{ member.points | plus: 1 }}', { points: 4 }, {}, { points: 5 }],
    ['set points={{ member.points | plus: 1 }}', { points: 4 }, {}, { points: '5' }],
    ['set spent:number={{ event.total }}', {}, { total: '12.50' }, { spent: 12.5 }],
    ['set spent:number={{ event.total }}', {}, {}, { spent: null }],
    ['set spent:number={{ event.total }}', {}, { total: 'much' }, {}],
    ['set vip:boolean={{ event.vip }}', {}, { vip: true }, { vip: true }],
    ['set vip:boolean={{ event.vip }}', {}, { vip: 'no' }, { vip: false }],
    ['set hello=Hi {{ member.name }} of {{ event.name }}', { name: 'Jane' }, {}, { hello: 'Hi Jane of A' }],
    ['set city={{ member.attributes.city | default: "here" }}', {}, {}, { city: 'here' }],
    ['set half={{ event.text }}', {}, { text: '\ud83d' }, { half: '\ufffd' }],
  ])('%s of %j and %j', (drawing, attributes, properties, set) => {
    expect(effectsOf(`trigger(A) → ${drawing}`, attributes, properties)).toEqual([{ do: 'change', set, visit: 2, nodeKey: 'set' }])
  })

  test('what is set is seen by the rest of the walk', () => {
    const drawing = 'trigger(A) → set plan=pro → condition(plan equals pro: yes→exit yes, no→exit no)'
    expect(walk(drawing, { plan: 'free' }).reason).toBe('yes')
  })

  test('Liquid that cannot be rendered is an error that says so', () => {
    expect(walk('trigger(A) → set a={{ "x" | nope }}')).toMatchObject({
      status: 'ERROR',
      reason: 'liquid_failed',
      effects: [],
    })
  })

  test('what Liquid looks at is loaded', () => {
    const of = plan(
      'trigger(A) → set a={{ member.first }}{{ member["last name"] }}{{ member.attributes.age }} → emit B; x={{ member.total }}',
    )
    expect(of.attributes).toEqual(['a', 'first', 'last name', 'age', 'total'])
  })
})

describe('tags', () => {
  test.each<[string, Json | undefined, Json[] | null]>([
    ['+a +b', undefined, ['a', 'b']],
    ['+a -b', ['b', 'c'], ['c', 'a']],
    ['+a', ['a'], null],
    ['-a', undefined, null],
    ['+a', 'old', ['old', 'a']],
    ['+a +a', [5], [5, 'a']],
  ])('%s over %j is %j', (drawing, tags, after) => {
    const effects = effectsOf(`trigger(A) → tag ${drawing}`, tags === undefined ? {} : { tags })
    expect(effects).toMatchObject(after === null ? [] : [{ do: 'change', set: { tags: after } }])
  })

  test('a condition finds them', () => {
    const drawing = 'trigger(A) → tag +vip → condition(tags contains vip: yes→exit yes, no→exit no)'
    expect(walk(drawing).reason).toBe('yes')
  })
})

test('an event is made of literals and Liquid', () => {
  expect(effectsOf('trigger(A) → emit Won Back; total:number={{ event.total }}; by=us', {}, { total: 7 })).toEqual([
    { do: 'emit', name: 'Won Back', properties: { total: 7, by: 'us' }, visit: 2, nodeKey: 'emit' },
  ])
})

test('another journey is entered with a context, or left', () => {
  expect(effectsOf('trigger(A) → enter 12; order={{ event.id }} → leave 13', {}, { id: 'o-1' })).toEqual([
    { do: 'enter', journeyId: 12, context: { order: 'o-1' }, visit: 2, nodeKey: 'enter' },
    { do: 'leave', journeyId: 13, reason: 'left_by_journey', visit: 3, nodeKey: 'leave2' },
  ])
})

describe('a call', () => {
  const drawing = 'call(POST https://a.example/; awaits; total=$.order.total; first=$.items[0]: next→set got={{ journey.total }} → exit ok'
  const failing = `trigger(A) → ${drawing}, error→exit failed)`

  function answered(answer: Partial<Answer>, of = plan(failing), cause?: Cause, now = NOW + 1_000) {
    const first = advance(of, atEntry(of), member(), noFacts, NOW)
    if ('ask' in first) throw new Error('asked')
    const standing = { ...atEntry(of), ...first, nodeKey: first.nodeKey ?? '' }
    const whole: Answer = { ok: true, status: 200, body: null, reason: null, ...answer }
    const walked = advance(of, standing, member(), noFacts, now, { cause: cause ?? { by: 'answer', answer: whole } })
    if ('ask' in walked) throw new Error('asked')
    return { first, walked }
  }

  test('that is not waited for is a message, and the walk goes on', () => {
    const walked = walk('trigger(A) → call(PUT https://a.example/x) → exit')
    expect(walked).toMatchObject({
      status: 'ENDED',
      messages: [{ channel: 'webhook', content: { method: 'PUT', awaits: false, retriesMax: 3 } }],
    })
    expect(walked.messages[0]?.content).not.toHaveProperty('save')
  })

  test('that is waited for holds the member RUNNING, and is made once', () => {
    const { first, walked } = answered({ body: { order: { total: 86.4 }, items: ['Bowl'] } })
    expect(first).toMatchObject({ status: 'RUNNING', messages: [{ channel: 'webhook', content: { awaits: true } }] })
    expect(walked).toMatchObject({ status: 'ENDED', reason: 'ok', messages: [], variables: { total: 86.4, first: 'Bowl' } })
    expect(walked.effects).toMatchObject([{ set: { got: '86.4' } }])
  })

  test.each<[string, Partial<Answer>, string]>([
    ['a refusal', { ok: false, status: 422, reason: 'call_refused' }, 'call_refused'],
    ['no answer', { ok: false, status: null, reason: null }, 'call_failed'],
  ])('%s leaves by the error outlet when it is drawn, and is an ERROR when not', (_, answer, reason) => {
    const { walked } = answered(answer)
    expect(walked).toMatchObject({
      status: 'ENDED',
      reason: 'failed',
      walk: [{ nodeKey: 'call', outlet: 'error', outcome: 'error', reason }, {}],
    })
    expect(answered(answer, plan(`trigger(A) → ${drawing})`)).walked).toMatchObject({ status: 'ERROR', reason })
  })

  test('that nobody ever answers fails in the end, and not before', () => {
    expect(answered({}, plan(failing), { by: 'edit' }).walked.status).toBe('RUNNING')
    expect(answered({}, plan(failing), { by: 'timer' }, NOW + 3 * 86_400_000).walked).toMatchObject({ walk: [{ reason: 'no_answer' }, {}] })
  })
})
