import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startPostgres } from '#bin/services/postgres.ts'
import { isAlive } from '#bin/services/processes.ts'
import { deploy } from '#prisma/deploy.ts'
import { until } from '#tests/support/until.ts'

export type MortalPostgres = {
  /** Of a migrated database. */
  url: string
  /** Where its data lies; may hold more. */
  folder: string
  /** Its immediate shutdown, and a new start on the same port. */
  shootDown(): Promise<void>
  stop(): Promise<void>
}

/** A PostgreSQL of its own, as durable as an installation's, to be shot down. */
export async function startMortalPostgres(): Promise<MortalPostgres> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sojourn-faults-'))
  await chmod(folder, 0o711) // as root, PostgreSQL runs under another account and must be able to enter
  const data = { dir: path.join(folder, 'data'), settings: { max_connections: 200 } }
  let postgres = await startPostgres(data)
  const url = new URL('/faults', postgres.url).href
  await deploy(url)
  return {
    url,
    folder,
    async shootDown() {
      const { pid } = postgres
      process.kill(pid, 'SIGQUIT')
      await until('PostgreSQL was down', async () => !isAlive(pid))
      postgres = await startPostgres({ ...data, port: postgres.port })
    },
    async stop() {
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
