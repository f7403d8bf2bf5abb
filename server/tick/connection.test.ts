import { expect, test } from 'vitest'
import type { Sql } from '#server/db/pg.ts'
import { replan } from './connection.ts'

test('the plans of a connection are made anew after half a second, then ever later, and every minute in the end', async () => {
  const at: number[] = []
  let now = 0
  const db = {
    query: async ({ text }: Sql) => {
      if (text === 'discard plans') at.push(now)
    },
  }
  for (now = 0; now <= 300_000; now += 100) await replan(db as never, now)
  expect(at.slice(0, 4)).toEqual([500, 1_500, 3_500, 7_500])
  expect(at.slice(-2).map((one, i, all) => one - (all[i - 1] ?? one))).toEqual([0, 60_000])
})
