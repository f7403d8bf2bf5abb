import { expect, test } from 'vitest'
import { advance } from '#domain/engine/advance.ts'
import type { Facts } from '#domain/engine/types.ts'
import type { Channel } from '#domain/message/channel.ts'
import { atEntry, counting, member, noFacts, plan } from '#tests/support/drawing.ts'

const NOW = Date.parse('2026-11-21T10:00:00Z')

function walk(drawing: string, facts: Facts) {
  const of = plan(drawing)
  const walked = advance(of, atEntry(of), member(), facts, NOW)
  return 'ask' in walked ? walked : { reason: walked.reason, saw: walked.walk.find(({ saw }) => saw)?.saw }
}

const outcome = 'trigger(A) → mail=email → became(mail opened: yes→exit yes, no→exit no)'
const frequency = 'trigger(A) → frequency(3 in 7d: below→exit below, reached→exit reached)'

test('what became of a message is asked of this passage', () => {
  expect(walk(outcome, noFacts)).toEqual({ ask: { events: [], messages: [{ message: { node: 'mail', outcome: 'opened' } }] } })
  expect(walk(outcome, counting(1))).toMatchObject({ reason: 'yes' })
  expect(walk(outcome, counting(0))).toMatchObject({ reason: 'no' })
})

test('how often a member was sent a message is counted over the window, whatever sent it', () => {
  expect(walk(frequency, noFacts)).toEqual({
    ask: {
      events: [],
      messages: [{ message: { outcome: 'sent', channel: undefined }, within: { days: 7 }, count: { operator: 'gte', value: 3 } }],
    },
  })
  expect(walk(frequency, counting(2))).toMatchObject({ reason: 'below' })
  expect(walk(frequency, counting(3))).toMatchObject({ reason: 'reached' })
})

test('the first channel that reaches a member is taken, with why the ones before it do not', () => {
  const drawing = 'trigger(A) → reach(line email: line→exit line, email→exit email, none→exit none)'
  const reaching = (...reached: Channel[]): Facts => ({
    ...noFacts,
    reach: (channel) => (reached.includes(channel) ? { ok: true, because: null } : { ok: false, because: 'no_address' }),
  })
  expect(walk(drawing, { ...noFacts, reach: () => undefined })).toEqual({ ask: { channels: ['line', 'email'] } })
  expect(walk(drawing, reaching('line', 'email'))).toMatchObject({ reason: 'line' })
  expect(walk(drawing, reaching('email'))).toMatchObject({
    reason: 'email',
    saw: [
      { subject: 'line', actual: 'no_address', held: false },
      { subject: 'email', actual: 'reached', held: true },
    ],
  })
  expect(walk(drawing, reaching())).toMatchObject({ reason: 'none' })
})
