import { describe, expect, test } from 'vitest'
import { type IncomingEvent, type Reception, readEnvelope, readItem } from './accept.ts'
import { checkStorable } from './storable.ts'

const received = Date.parse('2026-11-21T10:00:00Z')
const reception: Reception = { received, historyAfterHours: 24, newMessageId: () => 'made' }
const read = (item: unknown, over: Partial<Reception> = {}, type?: string) => readItem(item, { ...reception, ...over }, type)
const accepted = (item: unknown, over: Partial<Reception> = {}): IncomingEvent => {
  const result = read(item, over)
  if ('code' in result) throw new Error(`${result.pointer} ${result.detail}`)
  return result
}
const nested = (levels: number): unknown => (levels ? { in: nested(levels - 1) } : 1)

describe('each type says what happened', () => {
  test('track: its event', () =>
    expect(accepted({ type: 'track', userId: 7, event: ' Order Completed ', properties: { revenue: 5 } })).toMatchObject({
      userId: '7',
      anonymousId: null,
      messageId: null,
      event: { kind: 'track', name: 'Order Completed', properties: { revenue: 5 }, messageId: 'made', at: '2026-11-21T10:00:00.000Z' },
    }))
  test('identify: traits to set', () =>
    expect(accepted({ type: 'identify', userId: 'u', traits: { email: 'a@b.c', old: null } }).event).toMatchObject({
      name: 'identify',
      traits: { email: 'a@b.c', old: null },
    }))
  test('page: name and category are properties', () =>
    expect(accepted({ type: 'page', anonymousId: 'a', name: 'Pricing', category: 'Shop', properties: { path: '/' } }).event).toMatchObject({
      kind: 'page',
      name: 'page',
      properties: { path: '/', name: 'Pricing', category: 'Shop' },
    }))
  test('alias: the previous id stands where the anonymous one does', () =>
    expect(accepted({ type: 'alias', userId: 'u', previousId: 'before' })).toMatchObject({ userId: 'u', anonymousId: 'before' }))
  test('the path may name the type', () => expect(read({ userId: 'u', event: 'E' }, {}, 'track')).toMatchObject({ event: { name: 'E' } }))
})

describe('context', () => {
  test("a batch's goes under each item's", () =>
    expect(
      accepted({ type: 'track', userId: 'u', event: 'E', context: { b: 2 } }, { batch: { context: { a: 1, b: 1 }, sentAt: undefined } })
        .event.context,
    ).toEqual({ a: 1, b: 2 }))
  test('zone and language are known at birth', () =>
    expect(accepted({ type: 'page', anonymousId: 'a', context: { timezone: 'Asia/Tokyo', locale: 'ja-JP' } }).atBirth).toEqual({
      timezone: 'Asia/Tokyo',
      locale: 'ja-JP',
    }))
})

describe('time', () => {
  const timed = (fields: object, over?: Partial<Reception>) => accepted({ type: 'track', userId: 'u', event: 'E', ...fields }, over).event
  test('a day old is history', () => {
    expect(timed({ timestamp: '2026-11-20T10:00:00Z' }).history).toBeUndefined()
    expect(timed({ timestamp: '2026-11-20T09:59:59Z' })).toMatchObject({ history: true, at: '2026-11-20T09:59:59.000Z' })
  })
  test('1970 is stored as history, a year ahead becomes now, rubbish becomes now', () => {
    expect(timed({ timestamp: '1970-01-01T00:00:00Z' })).toMatchObject({ history: true, at: '1970-01-01T00:00:00.000Z' })
    expect(timed({ timestamp: '2027-11-21T10:00:00Z' }).at).toBe('2026-11-21T10:00:00.000Z')
    expect(timed({ timestamp: { not: 'a time' } }).at).toBe('2026-11-21T10:00:00.000Z')
  })
  test("a wrong clock is corrected by when the batch was sent, and the item's own sentAt wins", () => {
    expect(timed({ timestamp: '2020-01-01T00:00:00Z' }, { batch: { context: null, sentAt: Date.parse('2020-01-01T00:00:30Z') } }).at).toBe(
      '2026-11-21T09:59:30.000Z',
    )
    expect(
      timed({ originalTimestamp: '2020-01-01T00:00:00Z', sentAt: '2020-01-01T00:00:10Z' }, { batch: { context: null, sentAt: received } })
        .at,
    ).toBe('2026-11-21T09:59:50.000Z')
  })
})

describe('refused, with the place and the reason', () => {
  test.each<[string, unknown, string, string | null]>([
    ['no object', 'text', 'invalid', null],
    ['no type', { userId: 'u', event: 'E' }, 'invalid', '/type'],
    ['no ids', { type: 'track', event: 'E', userId: ' ' }, 'missing_identity', '/userId'],
    ['no event', { type: 'track', userId: 'u' }, 'invalid', '/event'],
    ['no group', { type: 'group', userId: 'u' }, 'missing_identity', '/groupId'],
    ['no previous id', { type: 'alias', userId: 'u' }, 'missing_identity', '/previousId'],
    ['properties that are a list', { type: 'track', userId: 'u', event: 'E', properties: [] }, 'invalid', '/properties'],
    ['a long id', { type: 'track', userId: 'u'.repeat(256), event: 'E' }, 'invalid', '/userId'],
    ['a long name', { type: 'track', userId: 'u', event: 'E'.repeat(256) }, 'invalid', '/event'],
    ['NUL', { type: 'track', userId: 'u', event: 'E', properties: { 'a/b': ['\u0000'] } }, 'unstorable', '/properties/a~1b/0'],
    ['half a pair', { type: 'track', userId: 'u', event: '\ud83d' }, 'unstorable', '/event'],
    ['__proto__', JSON.parse('{"type":"identify","userId":"u","traits":{"__proto__":{"x":1}}}'), 'forbidden_name', '/traits/__proto__'],
    ['constructor', { type: 'identify', userId: 'u', traits: { a: { constructor: 1 } } }, 'forbidden_name', '/traits/a/constructor'],
    ['depth', { type: 'track', userId: 'u', event: 'E', properties: nested(100_000 / 100) }, 'too_deep', `/properties${'/in'.repeat(10)}`],
    [
      'many names',
      { type: 'identify', userId: 'u', traits: Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`k${i}`, i])) },
      'too_many_keys',
      '/traits',
    ],
    ['a long key', { type: 'identify', userId: 'u', traits: { ['k'.repeat(256)]: 1 } }, 'name_too_long', `/traits/${'k'.repeat(256)}`],
    ['size', { type: 'track', userId: 'u', event: 'E', properties: { text: 'x'.repeat(33_000) } }, 'too_large', null],
  ])('%s', (_, item, code, pointer) => expect(read(item)).toMatchObject({ code, pointer }))

  test('what is unusual is stored as it is', () => {
    const text = '👩‍👩‍👧‍👦 \u202Eright to left\u202C "quotes" \\ {} \'); drop table member;-- Ω≈ç√'
    expect(accepted({ type: 'identify', userId: text, traits: { 'a."b\'c': text } }).event.traits).toEqual({ 'a."b\'c': text })
  })
  test('ten levels are deep enough for anybody', () => expect(checkStorable({ properties: nested(8) })).toHaveProperty('bytesAtMost'))
})

describe('the envelope of a batch', () => {
  test('gives items, a context under them, and when it was sent', () =>
    expect(readEnvelope({ batch: [1], context: { a: 1 }, sentAt: '2026-11-21T10:00:00Z', writeKey: 'k' })).toEqual({
      items: [1],
      under: { context: { a: 1 }, sentAt: received },
    }))
  test.each<[string, unknown, string]>([
    ['no list', { batch: {} }, 'invalid'],
    ['too many items', { batch: Array.from({ length: 2_501 }, () => 1) }, 'too_large'],
    ['a context that cannot be stored', { batch: [1], context: { a: '\u0000' } }, 'unstorable'],
    [
      'a context that would be stored thousands of times',
      { batch: Array.from({ length: 2_500 }, () => 1), context: { a: 'x'.repeat(10_000) } },
      'too_large',
    ],
  ])('is refused with %s', (_, body, code) => expect(readEnvelope(body)).toMatchObject({ code }))
})
