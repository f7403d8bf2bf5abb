import { expect, test } from 'vitest'
import { readPairs, writePairs } from './pairs.ts'

test.each([
  [{ plan: 'pro' }, {}],
  [{ points: 5, vip: true, tags: ['a', { b: 1 }], gone: null }, {}],
  [
    { points: '{{ member.points | plus: 1 }}', vip: '{{ event.vip }}' },
    { points: 'number', vip: 'boolean' },
  ],
  [{ '': '' }, {}],
])('%j with types %j is written as it was read', (values, types) => {
  expect(writePairs(readPairs(values, types))).toEqual({ values, types })
})

test('what is no number yet stays a text of that type', () => {
  expect(writePairs([{ name: 'a', type: 'number', text: '1.' }])).toEqual({ values: { a: 1 }, types: {} })
  expect(writePairs([{ name: 'a', type: 'number', text: '-' }])).toEqual({ values: { a: '-' }, types: { a: 'number' } })
  expect(writePairs([{ name: 'a', type: 'json', text: '{"b"' }])).toEqual({ values: { a: '{"b"' }, types: {} })
})

test('anything can be read', () => {
  for (const odd of [null, undefined, 5, 'x', [1]]) expect(readPairs(odd, odd)).toEqual([])
})
