import { expect, test } from 'vitest'
import { circleOf, heightOf } from './nesting.ts'

const naming = new Map([
  ['a', ['b', 'c']],
  ['b', ['c']],
  ['c', []],
  ['x', ['y']],
  ['y', ['z', 'c']],
  ['z', ['x']],
  ['self', ['self']],
])

test('a circle is told by the way round it', () => {
  expect(circleOf('x', naming)).toEqual(['x', 'y', 'z', 'x'])
  expect(circleOf('self', naming)).toEqual(['self', 'self'])
  expect(circleOf('a', naming)).toBeNull()
})

test('the height counts the longest way down', () => {
  expect([heightOf('a', naming), heightOf('b', naming), heightOf('c', naming), heightOf('unknown', naming)]).toEqual([3, 2, 1, 1])
})
