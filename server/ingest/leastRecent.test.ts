import { expect, test } from 'vitest'
import { LeastRecent } from './leastRecent.ts'

test('what is used stays, what is not used is forgotten, and it never grows past twice its size', () => {
  const cache = new LeastRecent<number, string>(10)
  cache.set(0, 'used')
  for (let i = 1; i <= 100; i++) {
    cache.set(i, 'once')
    expect(cache.get(0)).toBe('used')
  }
  expect(cache.get(1)).toBeUndefined()
  const kept = Array.from({ length: 101 }, (_, i) => cache.get(i)).filter((value) => value !== undefined)
  expect(kept.length).toBeLessThanOrEqual(20)
})

test('what is deleted is gone from both generations', () => {
  const cache = new LeastRecent<string, number>(2)
  for (const key of ['a', 'b', 'c']) cache.set(key, 1)
  cache.delete('a')
  cache.delete('c')
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([undefined, 1, undefined])
})
