import { expect, test } from 'vitest'
import { glimpse, glimpseOperand } from './saw.ts'

test('what is short is kept whole, and unset is null', () => {
  for (const value of [0, false, '', 'x'.repeat(200), ['a', { b: 1 }], { days: 1 }]) expect(glimpse(value)).toEqual(value)
  expect(glimpse(undefined)).toBeNull()
  expect(glimpse(null)).toBeNull()
  expect(glimpseOperand(undefined)).toBeNull()
  expect(glimpseOperand(['a', 1, null])).toEqual(['a', 1, null])
  expect(glimpseOperand({ days: 7 })).toEqual({ days: 7 })
})

test('what is long is cut, never through a character', () => {
  expect(glimpse('😀'.repeat(1_000))).toBe(`${'😀'.repeat(100)}…`)
  expect(glimpse(`x${'😀'.repeat(1_000)}`)).toBe(`x${'😀'.repeat(99)}…`)
  expect(glimpse(Array(1_000).fill('a'))).toMatch(/^\["a","a".*…$/)
})

test('a thousand long values to compare with do not end up in every visit', () => {
  const kept = glimpseOperand(Array.from({ length: 1_000 }, (_, index) => `value ${index} ${'x'.repeat(2_000)}`))
  expect(JSON.stringify(kept).length).toBeLessThan(500)
  expect(Array.isArray(kept) && kept.at(-1)).toBe('…')
})
