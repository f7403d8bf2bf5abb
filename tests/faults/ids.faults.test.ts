import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { runner } from '#server/tick/connection.ts'
import { Ids } from '#server/tick/ids.ts'
import { startMortalPostgres } from './mortalPostgres.ts'

const postgres = await startMortalPostgres()
afterAll(() => postgres.stop())

/** One transaction that takes ids, as a tick does. */
async function take(ids: Ids, count: number, during: () => Promise<void> = async () => {}): Promise<number[]> {
  const db = new pg.Client(postgres.url)
  db.on('error', () => {})
  await db.connect()
  try {
    await db.query('begin')
    const taken = await ids.take(runner(db), count)
    await during()
    await db.query('commit')
    ids.keep()
    return taken
  } catch (error) {
    ids.forget()
    throw error
  } finally {
    void db.end().catch(() => {})
  }
}

test('two workers never hand out the same ids, though the server forgot that a sequence had risen', async () => {
  const [one, other] = [new Ids('progress_id'), new Ids('progress_id')]
  const seen = new Set<number>()
  const note = (ids: number[]) => {
    expect(ids.filter((id) => seen.has(id))).toEqual([])
    for (const id of ids) seen.add(id)
  }
  // PostgreSQL writes down a sequence for 32 calls at a time: only one that is due for it can be forgotten.
  for (let round = 0; round < 4; round++) {
    note(await take(one, 2_500))
    await expect(take(one, 40_200, postgres.shootDown)).rejects.toThrow()
    note(await take(other, 50_000))
    note(await take(one, 7_000))
  }
})
