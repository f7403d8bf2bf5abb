import { expect, test } from 'vitest'
import { journey } from '#tests/support/drawing.ts'
import { runTests } from './journeyTest.ts'
import { testDocumentSchema } from './testDocument.ts'

const document = journey('trigger(Go) → delay 1d → email hello → exit done')
const run = (expected: object[], rest: object = {}) => {
  const from = '2026-01-01T00:00:00Z'
  const one = {
    ...{ name: 'one', members: { jane: null }, from, until: { days: 2 } },
    ...{ events: [{ member: 'jane', event: 'Go', at: { hours: 1 } }], expect: { jane: expected } },
    ...rest,
  }
  return runTests(document, testDocumentSchema.parse({ journey: 'one.json', tests: [one] }))[0]?.differences
}

test('what is as expected is not mentioned, and what is left out of an expectation is not compared', () => {
  expect(run([{ path: ['trigger next', 'delay next', 'email next', 'exit'], messages: ['email'], exit: 'done', status: 'ENDED' }])).toEqual(
    [],
  )
  expect(run([{}])).toEqual([])
  expect(run([{ messages: [{ node: 'email', at: '2026-01-02T02:00:00+01:00' }] }])).toEqual([])
})

test('each difference says what happened and what was expected', () => {
  expect(run([{ path: ['trigger next', 'exit'], messages: [], exit: 'lost', status: 'CANCELED', waits: 'delay' }])).toEqual([
    'jane, passage 1: went trigger next, delay next, email next, exit, expected trigger next, exit',
    'jane, passage 1: was sent email, expected nothing',
    'jane, passage 1: is over with done, expected lost',
    'jane, passage 1: is ENDED, expected CANCELED',
    'jane, passage 1: waits at no node: it is over, expected delay',
  ])
  expect(run([{ messages: [{ node: 'email', at: '2026-01-02T02:00:00Z' }] }])).toEqual([
    'jane, passage 1: was sent email at 2026-01-02T01:00:00.000Z, expected email at 2026-01-02T02:00:00.000Z',
  ])
})

test('a passage too many and one too few are told', () => {
  expect(run([])).toEqual([
    'jane entered once, expected 0 times, one of them at 2026-01-01T01:00:00.000Z: trigger next, delay next, email next, exit',
  ])
  expect(run([{}, {}])).toEqual(['jane entered once, expected 2 times'])
})

test('an event of nobody and a window that is none are said to be so', () => {
  expect(run([], { events: [{ member: 'john', event: 'Go', at: { hours: 1 } }] })).toEqual([
    'An event names john, who is not among the members.',
  ])
  expect(run([], { until: '2025-01-01T00:00:00Z' })).toEqual([
    'The simulation ends before it begins: send an end that is later than its beginning.',
  ])
})
