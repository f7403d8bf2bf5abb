import { expect, test } from 'vitest'
import type { Visit } from '#domain/engine/types.ts'
import { journeyDocumentSchema } from '#domain/journey/document.ts'
import { traceOf } from './trace.ts'

const document = journeyDocumentSchema.parse({
  name: 'Welcome',
  nodes: [
    { key: 'in', kind: 'trigger.event', name: 'Signed up', settings: { event: 'Signed Up' } },
    { key: 'rest', kind: 'rule.delay', name: 'A day', settings: { duration: { days: 1 } } },
    { key: 'mail', kind: 'action.email', name: 'Hello', settings: { template: 'hello' } },
  ],
})
const line = (number: number, nodeKey: string, outlet: string | null, more: Partial<Visit> = {}): Visit => ({
  number,
  nodeKey,
  outlet,
  arrived: true,
  outcome: 'success',
  ...more,
})
const monday = '2026-11-16T10:00:00.000Z'
const tuesday = '2026-11-17T10:00:00.000Z'
const first = { at: monday, visits: [line(1, 'in', 'next'), line(2, 'rest', null)] }
const second = { at: tuesday, visits: [line(2, 'rest', 'next', { arrived: false }), line(3, 'mail', 'next')] }
const brief = (...args: Parameters<typeof traceOf>) => traceOf(...args).map((v) => [v.number, v.name, v.arrivedAt, v.leftAt, v.outlet])

test('a rest that goes on has not been left', () => {
  expect(brief([first], document, new Map(), null)).toEqual([
    [1, 'Signed up', monday, monday, 'next'],
    [2, 'A day', monday, null, null],
  ])
})

test('the line that ends a rest belongs to the visit it ends', () => {
  expect(brief([first, second], document, new Map(), tuesday)).toEqual([
    [1, 'Signed up', monday, monday, 'next'],
    [2, 'A day', monday, tuesday, 'next'],
    [3, 'Hello', tuesday, tuesday, 'next'],
  ])
})

test('a passage that was canceled during a rest left it when it was canceled', () => {
  expect(brief([first], document, new Map(), tuesday).at(-1)).toEqual([2, 'A day', monday, tuesday, null])
})

test('what a decision saw stays with its visit, and the message with the visit that sent it', () => {
  const saw = [{ subject: 'plan', of: 'attribute' as const, operator: 'equals' as const, expected: 'pro', actual: 'free', held: false }]
  const message = {
    id: '1-2',
    channel: 'email',
    status: 'accepted',
    reason: null,
    held: null,
    subject: 'Hi',
    sentAt: tuesday,
    openedAt: null,
    clickedAt: null,
  }
  const trace = traceOf(
    [{ at: monday, visits: [line(1, 'in', 'next', { saw }), line(2, 'mail', 'next')] }],
    document,
    new Map([[2, message]]),
    monday,
  )
  expect(trace[0]?.saw).toEqual(saw)
  expect(trace[1]?.message).toEqual(message)
})

test('a node that the version does not know is still shown, by its key', () => {
  expect(
    traceOf(
      [{ at: monday, visits: [line(1, 'gone', null, { outcome: 'error', reason: 'unknown_node' })] }],
      document,
      new Map(),
      monday,
    )[0],
  ).toMatchObject({
    nodeKey: 'gone',
    outcome: 'error',
    reason: 'unknown_node',
    summary: { key: 'members.trace.unknownNode', values: { key: 'gone' } },
  })
})
