import { expect, test } from 'vitest'
import { inWeeks } from './weeks.ts'

test('weeks sum their days and lose none', () => {
  const days = Array.from({ length: 9 }, (_, i) => ({ at: `2026-01-0${i + 1}T00:00:00Z`, triggered: 1, ended: 2, messages: i }))
  expect(inWeeks(days)).toEqual([
    { at: '2026-01-01T00:00:00Z', triggered: 7, ended: 14, messages: 21 },
    { at: '2026-01-08T00:00:00Z', triggered: 2, ended: 4, messages: 15 },
  ])
  expect(inWeeks([])).toEqual([])
})
