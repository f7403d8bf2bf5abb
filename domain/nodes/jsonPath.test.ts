import { expect, test } from 'vitest'
import { stepsOf, valueAt } from './jsonPath.ts'

const answer = { order: { id: 7, 'a name': 'x' }, items: [{ name: 'Bowl' }, { name: 'Spoon' }], none: null }

test.each([
  ['$', answer],
  ['$.order.id', 7],
  ['$.items[1].name', 'Spoon'],
  ['$["order"]["a name"]', 'x'],
  ["$['order'].id", 7],
  ['$.items[5].name', null],
  ['$.order.id.deeper', null],
  ['$.none', null],
  ['$.toString', null],
  ['$.__proto__.x', null],
])('%s is %j', (path, expected) => {
  expect(valueAt(answer, path)).toEqual(expected)
})

test('a text has no parts', () => {
  expect(valueAt('plain', '$')).toBe('plain')
  expect(valueAt('plain', '$.length')).toBeNull()
})

test.each(['', 'order.id', '$order', '$.', '$.a..b', '$.a[b]', '$.a[', '$[*]', '$..a'])('%j is no path', (path) => {
  expect(stepsOf(path)).toBeNull()
})
