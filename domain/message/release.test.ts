import { describe, expect, it, test } from 'vitest'
import * as z from 'zod'
import { type MessageRules, messageRulesSchema } from '#domain/journey/messageRules.ts'
import { type MessageLimits, messageLimitsShape } from '#domain/workspace/messageLimits.ts'
import { byCaps, byClock, HOLD_MS_MAX, type Precedence, precedence, type Rules, rulesFor } from './release.ts'

const HOUR = 3_600_000
const now = Date.parse('2026-11-21T23:00:00Z')
const night = { start: '22:00', end: '08:00' }
const cap = { channel: null, topic: null, messages: 1, per: { days: 1 } }
const workspace = (more: z.input<typeof limitsSchema> = {}): MessageLimits => limitsSchema.parse(more)
const limitsSchema = z.object(messageLimitsShape)
const journey = (more: Partial<MessageRules> = {}): MessageRules => ({ ...messageRulesSchema.parse({}), ...more })
const mail = { channel: 'email', topic: '', isTransactional: false }
const of = (limits: z.input<typeof limitsSchema>, rules: Partial<MessageRules>, message = mail) =>
  rulesFor(message, workspace(limits), journey(rules))

describe('the rules of a message', () => {
  const all = { quietHours: night, frequencyCaps: [cap], minimumGap: { hours: 1 } }
  it('are none where nothing is set', () => expect(of({}, {})).toBe(null))
  it('are none for a call, whatever is set', () => expect(of(all, { messageQuota: 5 }, { ...mail, channel: 'webhook' })).toBe(null))
  it('are the journey’s quiet hours over the workspace’s', () => {
    const noon = { start: '12:00', end: '13:00' }
    expect(of({ quietHours: night }, {})?.quietHours).toEqual(night)
    expect(of({ quietHours: night }, { quietHours: noon })?.quietHours).toEqual(noon)
    expect(of({ quietHours: night }, { quietHours: 'none' })).toBe(null)
  })
  it('are quota and rate alone for a transactional message', () => {
    const transactional = { ...mail, isTransactional: true }
    expect(of(all, {}, transactional)).toBe(null)
    expect(of(all, { messageQuota: 5 }, transactional)).toMatchObject({ quietHours: null, caps: null, messageQuota: 5 })
  })
  it('are quota and rate alone for a message by an exempt channel or about an exempt topic', () => {
    const exempting = { ...all, exemptChannels: ['sms' as const], exemptTopics: ['receipts'] }
    expect(of(exempting, {}, { ...mail, topic: 'receipts' })).toBe(null)
    expect(of(exempting, { quietHours: night, messageQuota: 5 }, { ...mail, channel: 'sms' })).toMatchObject({
      quietHours: null,
      caps: null,
    })
    expect(of(exempting, {}, { ...mail, topic: 'news' })).toMatchObject({ quietHours: night })
    expect(of(exempting, {})).toMatchObject({ quietHours: night })
  })
  it('leave out caps and gap for an exempt journey, not quiet hours', () =>
    expect(of(all, { isExempt: true })).toMatchObject({ quietHours: night, caps: null }))
  it('hold or drop as the journey says, else as the workspace does', () => {
    expect(of(all, {})?.whenHeld).toBe('queue')
    expect(of({ ...all, whenHeld: 'drop' }, {})?.whenHeld).toBe('drop')
    expect(of({ ...all, whenHeld: 'drop' }, { whenHeld: 'queue' })?.whenHeld).toBe('queue')
  })
})

const rules = (more: Partial<Rules>): Rules => ({
  ...{ quietHours: null, caps: null, messageQuota: null, rateLimit: null, whenHeld: 'queue', priority: 5 },
  ...more,
})
const waiting = { channel: 'email', topic: '', timeZone: 'UTC', createdAt: now }

test.each<[string, Partial<Rules>, Partial<typeof waiting>, object]>([
  ['by day', { quietHours: { start: '12:00', end: '13:00' } }, {}, { may: 'go' }],
  ['at night', { quietHours: night }, {}, { may: 'hold', because: 'quiet_hours', until: now + 9 * HOUR }],
  ['where it is day', { quietHours: night }, { timeZone: 'America/Los_Angeles' }, { may: 'go' }],
  ['at night, to be dropped', { quietHours: night, whenHeld: 'drop' }, {}, { may: 'drop', because: 'quiet_hours' }],
  [
    'at night, after a week of waiting',
    { quietHours: night },
    { createdAt: now - HOLD_MS_MAX.member },
    { may: 'drop', because: 'quiet_hours' },
  ],
])('by the clock, %s', (_, more, message, expected) => expect(byClock({ ...waiting, ...message }, rules(more), now)).toEqual(expected))

describe('by caps', () => {
  const caps = { frequencyCaps: [{ ...cap, messages: 2 }], minimumGap: null }
  const sent = (hours: number) => ({ at: now - hours * HOUR, channel: 'email', topic: '' })
  it.each([
    ['that leave room', [sent(3)], {}, { may: 'go' }],
    ['that are full', [sent(3), sent(4)], {}, { may: 'hold', because: 'frequency_cap', until: now + 20 * HOUR }],
    ['that are full, to be dropped', [sent(3), sent(4)], { whenHeld: 'drop' as const }, { may: 'drop', because: 'frequency_cap' }],
    ['of others', [sent(3), sent(4)], { caps: null }, { may: 'go' }],
  ])('%s', (_, history, more, expected) => expect(byCaps(waiting, rules({ caps, ...more }), history, [], now)).toEqual(expected))

  it('gives way to what has the higher priority, also where capped messages are dropped', () => {
    const released = byCaps(waiting, rules({ caps, whenHeld: 'drop' }), [sent(3)], [sent(0)], now)
    expect(released).toMatchObject({ may: 'hold', because: 'gives_way' })
    expect(byCaps(waiting, rules({ caps }), [], [sent(0)], now)).toEqual({ may: 'go' })
  })

  it('would hold it for more than a week: it is dropped', () => {
    const monthly = { frequencyCaps: [{ ...cap, per: { days: 30 } }], minimumGap: null }
    expect(byCaps(waiting, rules({ caps: monthly }), [sent(24)], [], now)).toEqual({ may: 'drop', because: 'frequency_cap' })
  })
})

test('what no cap holds goes first, then the higher priority, then what was due first', () => {
  const one = (id: number, more: Partial<Precedence>): Precedence => ({ isCapped: true, priority: 5, dueAt: 0, id, ...more })
  const all = [one(1, { dueAt: 9 }), one(2, {}), one(3, { priority: 9, dueAt: 9 }), one(4, { isCapped: false, priority: 1 }), one(5, {})]
  expect(all.sort(precedence).map(({ id }) => id)).toEqual([4, 3, 2, 5, 1])
})
