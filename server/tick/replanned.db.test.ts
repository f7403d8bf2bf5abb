import pg from 'pg'
import { afterEach, expect, test, vi } from 'vitest'
import { createTickPool } from './connection.ts'

afterEach(() => vi.restoreAllMocks())

test('a connection whose plans are old is planned again as it is taken, by connect and by query', async () => {
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  const asked: string[] = []
  const { query } = pg.Client.prototype
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...given: unknown[]) {
    const [first] = given
    asked.push(typeof first === 'string' ? first : String(Reflect.get(Object(first), 'text')))
    return Reflect.apply(query, this, given)
  })
  const pool = createTickPool(1)
  try {
    await pool.query('select 1')
    now = 499
    await pool.query('select 2')
    now = 500
    await pool.query('select 3')
    now = 1_500
    const client = await pool.connect()
    await client.query('select 4')
    client.release()
  } finally {
    await pool.end()
  }
  expect(asked).toEqual(['select 1', 'select 2', 'discard plans', 'select 3', 'discard plans', 'select 4'])
})
