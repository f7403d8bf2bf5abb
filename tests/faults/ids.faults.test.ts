import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { startPostgres } from '#bin/services/postgres.ts'
import { isAlive } from '#bin/services/processes.ts'
import { deploy } from '#prisma/deploy.ts'
import { runner } from '#server/tick/connection.ts'
import { Ids } from '#server/tick/ids.ts'
import { until } from '#tests/support/until.ts'

const folder = await mkdtemp(path.join(tmpdir(), 'sojourn-ids-'))
await chmod(folder, 0o711) // as root, PostgreSQL runs under another account and must be able to enter
const data = { dir: path.join(folder, 'data'), settings: { max_connections: 50 } }
let postgres = await startPostgres(data)
const url = new URL('/ids', postgres.url).href
await deploy(url)
afterAll(async () => {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
})

/** One transaction that takes ids, as a tick does. */
async function take(ids: Ids, count: number, during: () => Promise<void> = async () => {}): Promise<number[]> {
  const db = new pg.Client(url)
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

async function shootDown(): Promise<void> {
  const { pid } = postgres
  process.kill(pid, 'SIGQUIT') // its immediate shutdown
  await until('PostgreSQL was down', async () => !isAlive(pid))
  postgres = await startPostgres({ ...data, port: postgres.port })
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
    await expect(take(one, 40_200, shootDown)).rejects.toThrow()
    note(await take(other, 50_000))
    note(await take(one, 7_000))
  }
})
