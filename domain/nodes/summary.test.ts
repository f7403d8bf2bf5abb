import { createTranslator } from 'next-intl'
import { expect, test } from 'vitest'
import { messages } from '#messages/index.ts'
import { type NodeKind, nodeKinds } from './kinds.ts'
import { definitionOf } from './registry.ts'

const words = createTranslator({
  locale: 'en',
  messages: { nodes: messages.en.nodes },
  onError: (error) => expect.unreachable(error.message),
})

function sentence(kind: NodeKind, settings: Record<string, unknown>): string {
  const { key, values } = definitionOf(kind).summary(settings)
  return words(key as Parameters<typeof words>[0], values)
    .replace(/\s+/g, ' ')
    .trim()
}
const asks = (condition: unknown) => ({ condition })

test.each<[NodeKind, Record<string, unknown>, string]>([
  ['trigger.event', { event: 'Order Completed' }, 'Order Completed'],
  [
    'trigger.event',
    { event: 'Bought', filter: { all: [{ property: 'revenue', operator: 'gte', value: 20 }] } },
    'Bought, revenue at least 20',
  ],
  ['trigger.event', { event: 'Bought', filter: { none: [{ property: 'a', operator: 'is_set' }] } }, 'Bought, 1 filter'],
  ['trigger.event', { event: ' ' }, 'no event chosen'],
  ['trigger.schedule', { every: { weeks: 2 } }, 'every 2 weeks'],
  ['trigger.schedule', { cron: '0 9 * * 1' }, '0 9 * * 1'],
  ['trigger.schedule', { weekly: { days: [1], time: '09:00' } }, 'Mondays at 09:00'],
  ['trigger.schedule', { weekly: { days: [1, 2, 3, 4, 5], time: '09:00' } }, 'Mon to Fri at 09:00'],
  ['trigger.schedule', { weekly: { days: [2, 4], time: '18:30' } }, '2 days a week at 18:30'],
  ['trigger.schedule', { monthly: { day: 'last', time: '09:00' } }, 'the last day of the month at 09:00'],
  ['trigger.schedule', { monthly: { day: 15, time: '09:00' } }, 'day 15 of the month at 09:00'],
  ['trigger.schedule', {}, 'no time set'],
  ['trigger.api', {}, 'when the API says so'],
  ['trigger.journey', {}, 'from any journey'],
  ['trigger.journey', { journeys: ['2'] }, 'from 1 journey'],
  ['trigger.segment', { segment: 'vip' }, 'into vip'],
  ['trigger.segment', { segment: 'vip', change: 'left' }, 'out of vip'],
  ['trigger.segment', {}, 'no segment chosen'],
  ['trigger.attribute', { attribute: 'plan' }, 'plan changes'],
  ['trigger.attribute', { attribute: 'plan', to: { operator: 'equals', value: 'pro' } }, 'plan is pro'],
  ['trigger.attribute', { attribute: 'plan', from: { operator: 'is_not_set' } }, 'plan changes as set'],
  ['trigger.attribute', {}, 'no attribute chosen'],
  ['trigger.date', { attribute: 'birthday', time: '09:00', yearly: true }, 'birthday at 09:00, every year'],
  ['trigger.date', { attribute: 'renewsAt', offset: { weeks: 1 }, direction: 'before' }, '1 week before renewsAt'],
  ['trigger.date', {}, 'no date chosen'],
  [
    'rule.experiment',
    {
      arms: [
        { outlet: 'a', weight: 1 },
        { outlet: 'b', weight: 3 },
      ],
      goal: 'journey',
    },
    '25 / 75',
  ],
  [
    'rule.experiment',
    {
      arms: [
        { outlet: 'a', weight: 1 },
        { outlet: 'b', weight: 1 },
      ],
      goal: { event: 'Bought' },
      holdout: 10,
    },
    '50 / 50 for Bought, 10 % held out',
  ],
  ['rule.experiment', {}, 'no arms yet'],
  ['rule.delay', { duration: { hours: 1 } }, '1 hour'],
  ['rule.delay', { duration: { days: 2, hours: 6 } }, '2 days 6 hours'],
  ['rule.delay', { duration: { days: 0 } }, 'no time set'],
  ['rule.wait_for', { events: [{ event: 'Bought' }], timeout: { days: 30 } }, 'Bought, up to 30 days'],
  ['rule.wait_for', { events: [{ event: 'A' }, { event: 'B' }, {}], timeout: { hours: 1 } }, 'A or 1 more, up to 1 hour'],
  ['rule.wait_for', { events: [{ event: '' }] }, 'no event chosen'],
  ['rule.wait_until', { at: '2026-12-24T09:00:00Z' }, '2026-12-24 09:00 UTC'],
  ['rule.wait_until', { at: '2026-12-24T09:00:00+01:00' }, '2026-12-24 09:00:00+01:00'],
  ['rule.wait_until', { attribute: 'birthday', time: '09:00' }, 'birthday at 09:00'],
  ['rule.wait_until', { attribute: 'birthday', offset: { days: 3 }, direction: 'before' }, '3 days before birthday'],
  ['rule.wait_until', { window: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' } }, 'Mon to Fri, 09:00 to 17:00'],
  ['rule.wait_until', { window: { days: [6, 7], from: '09:00', to: '17:00' } }, '2 days a week, 09:00 to 17:00'],
  ['rule.wait_until', {}, 'no time set'],
  ['rule.wait_condition', asks({ attribute: 'plan', operator: 'equals', value: 'vip' }), 'plan is vip'],
  ['rule.condition', asks({ segment: 'vip' }), 'is in vip'],
  [
    'rule.condition',
    asks({ message: { outcome: 'opened', template: 'we-miss-you' }, within: { days: 7 } }),
    'opened we-miss-you at least once in 7 days',
  ],
  ['rule.condition', asks({ message: { outcome: 'clicked' }, count: { operator: 'gte', value: 2 } }), 'clicked at least 2 times'],
  ['rule.wait_condition', {}, 'nothing asked yet'],
  ['rule.branch', { branches: [{}, {}, {}] }, '3 branches'],
  ['rule.branch', { branches: [{}, {}], on: 'entry' }, '2 branches by the entry event'],
  ['rule.branch', {}, 'no branch yet'],
  ['rule.condition', asks({ attribute: 'plan', operator: 'equals', value: 'vip' }), 'plan is vip'],
  ['rule.condition', asks({ all: [{ attribute: 'plan', operator: 'in', value: ['a', 'b'] }] }), 'plan is one of a, b'],
  ['rule.condition', asks({ attribute: 'seen', operator: 'within_last', value: { days: 7 } }), 'seen in the last 7 days'],
  ['rule.condition', asks({ event: 'Bought' }), 'Bought at least once'],
  ['rule.condition', asks({ event: 'Bought', count: { operator: 'gte', value: 3 } }), 'Bought at least 3 times'],
  ['rule.condition', asks({ event: 'Bought', within: { hours: 1 }, count: { operator: 'equals', value: 0 } }), 'Bought never in 1 hour'],
  ['rule.condition', asks({ all: [{ none: [{ event: 'Bought' }] }] }), 'all of 1 comparison'],
  ['rule.condition', asks({ any: [{ event: 'A' }, { event: 'B' }] }), 'any of 2 comparisons'],
  ['rule.condition', asks({ all: [] }), 'nothing asked yet'],
  ['rule.condition', {}, 'nothing asked yet'],
  ['action.email', { template: 'we-miss-you' }, 'we-miss-you'],
  ['action.email', { subject: 'Hello', body: '' }, 'Hello'],
  ['action.email', {}, 'no content yet'],
  [
    'rule.split',
    {
      arms: [
        { outlet: 'a', weight: 1 },
        { outlet: 'b', weight: 3 },
      ],
    },
    '25 / 75',
  ],
  ['rule.split', {}, 'no arms yet'],
  ['rule.message_outcome', { node: 'mail', outcome: 'opened' }, 'mail opened'],
  ['rule.message_outcome', {}, 'no message chosen'],
  ['rule.reachability', { channels: ['line', 'email'] }, 'line, email'],
  ['rule.reachability', {}, 'no channel chosen'],
  ['rule.frequency', { messages: 3, within: { days: 7 } }, '3 messages in 7 days'],
  ['rule.frequency', { messages: 1, channel: 'email', within: { days: 1 } }, '1 email message in 1 day'],
  ['rule.goal', { event: 'Bought' }, 'Bought'],
  ['rule.goal', { condition: { attribute: 'plan', operator: 'equals', value: 'pro' } }, 'plan is pro'],
  ['action.webhook', { method: 'PUT', url: 'https://a.example/x' }, 'PUT a.example/x'],
  ['action.webhook', {}, 'no address yet'],
  ['action.attribute', { set: { plan: 'pro' } }, 'plan = pro'],
  ['action.attribute', { remove: ['plan'] }, 'plan is removed'],
  ['action.attribute', { set: { plan: 'pro', vip: true }, remove: ['old'] }, 'plan, vip, old'],
  ['action.attribute', {}, 'nothing set yet'],
  ['action.tag', { add: ['a', 'b'], remove: ['c'] }, '+a +b -c'],
  ['action.tag', {}, 'no tag yet'],
  ['action.event', { event: 'Won Back' }, 'Won Back'],
  ['action.event', {}, 'no event named'],
  ['action.journey', { act: 'enter', journey: '5' }, 'enter journey 5'],
  ['action.journey', { act: 'leave', journey: '5' }, 'leave journey 5'],
  ['action.journey', {}, 'no journey chosen'],
  ['action.exit', { reason: 'did not come back' }, 'did not come back'],
  ['action.exit', {}, 'the journey ends here'],
])('%s %j reads "%s"', (kind, settings, expected) => {
  expect(sentence(kind, settings)).toBe(expected)
})

test('every kind has a name, a description and a name for each outlet, and a fresh node of it a sentence', () => {
  for (const kind of nodeKinds) {
    const definition = definitionOf(kind)
    for (const part of ['name', 'description', ...definition.outlets(definition.blank).map((outlet) => `outlets.${outlet}`)]) {
      expect(words.has(`nodes.${kind}.${part}` as Parameters<typeof words>[0]), `nodes.${kind}.${part}`).toBe(true)
    }
    expect(sentence(kind, definition.blank)).not.toBe('')
  }
})

test.each(nodeKinds)('%s takes any draft without throwing', (kind) => {
  const { summary, problems, outlets, trigger } = definitionOf(kind)
  const odd = [null, 5, 'x', [], {}, [[]], { all: 5 }, { all: [null] }, { days: 'x' }]
  for (const value of odd) {
    for (const field of [
      'event',
      'filter',
      'duration',
      'condition',
      'template',
      'subject',
      'reason',
      'count',
      'events',
      'timeout',
      'branches',
      'set',
      'add',
      'properties',
      'journey',
      'journeys',
      'arms',
      'at',
      'every',
      'cron',
      'audience',
      'channels',
      'node',
      'messages',
      'within',
      'arrival',
      'url',
      'save',
      'headers',
      'segment',
      'from',
      'to',
      'at',
      'window',
      'attribute',
      'time',
      'offset',
    ]) {
      const draft = { [field]: value }
      expect(() => [summary(draft), problems(draft, { templateKeys: new Set() }), outlets(draft), trigger?.listensTo(draft)]).not.toThrow()
    }
  }
})
