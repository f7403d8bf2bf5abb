import { expect, test } from 'vitest'
import { instantOfWall, wallOf } from './wall.ts'

test.each([
  ['2026-11-25T09:30', 'Europe/Amsterdam', '2026-11-25T08:30:00Z'],
  ['2026-07-01T00:00', 'America/New_York', '2026-07-01T04:00:00Z'],
])('%s in %s is %s, and back', (wall, zone, instant) => {
  expect(instantOfWall(wall, zone)).toBe(instant)
  expect(wallOf(instant, zone)).toBe(wall)
})

test('a time that the clocks skip is the one after the gap; what is no time is none', () => {
  expect(instantOfWall('2026-03-29T02:30', 'Europe/Amsterdam')).toBe('2026-03-29T01:30:00Z')
  expect(instantOfWall('', 'UTC')).toBeNull()
})
