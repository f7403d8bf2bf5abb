import { expect, test } from 'vitest'
import type { Visit } from './types.ts'
import { readWalk, storeWalk } from './walk.ts'

test('a walk reads back as it was stored', () => {
  const walk: Visit[] = [
    { number: 2, nodeKey: 'pause', outlet: 'next', arrived: false, outcome: 'success' },
    {
      number: 3,
      nodeKey: 'pro',
      outlet: 'yes',
      arrived: true,
      outcome: 'success',
      saw: [{ subject: 'plan', of: 'attribute', operator: 'equals', expected: 'pro', actual: 'pro', held: true }],
    },
    { number: 4, nodeKey: 'mail', outlet: null, arrived: true, outcome: 'error', reason: 'gone' },
  ]
  const { visits, saw } = storeWalk(walk)
  expect(readWalk(JSON.parse(visits), JSON.parse(saw ?? 'null'))).toEqual(walk)
})

test('without comparisons there is nothing to erase', () => {
  expect(storeWalk([{ number: 1, nodeKey: 'in', outlet: 'next', arrived: true, outcome: 'success' }]).saw).toBeNull()
})
