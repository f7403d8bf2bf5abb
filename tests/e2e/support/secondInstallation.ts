import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { knownStores } from '#bin/installation/stores.ts'
import { freePort } from '#bin/services/processes.ts'
import { expect } from './test.ts'

const run = promisify(execFile)

/**
 * An installation of its own, as `npm run web` makes it, on a new database of the private PostgreSQL of the product under
 * test: nobody has an account there yet.
 */
export async function openSecondInstallation(): Promise<{
  url: string
  command: (...args: string[]) => Promise<string>
  close: () => Promise<void>
}> {
  const { postgres } = knownStores(process.env.E2E_DATA_DIR ?? '')
  if (!postgres) throw new Error('The product under test has no private PostgreSQL.')
  const database = `first_run_${Date.now().toString(36)}`
  const databaseUrl = new URL(postgres.url)
  databaseUrl.pathname = `/${database}`
  const dataDir = mkdtempSync(path.join(tmpdir(), 'sojourn-first-run-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = {
    ...process.env,
    PORT: String(port),
    APP_URL: url,
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl.href,
    REDIS_URL: '',
    SECRET_KEY: 'a key for this installation alone, forty characters.',
    SOJOURN_ADMIN_EMAIL: '',
    SOJOURN_ADMIN_PASSWORD: '',
  }
  const web = spawn(process.execPath, ['bin/start.mjs', 'web'], { env, stdio: 'ignore' })
  await expect.poll(() => answers(`${url}/readyz`), { timeout: 120_000, intervals: [250] }).toBe(200)
  return {
    url,
    command: async (...args) => (await run(process.execPath, ['bin/start.mjs', 'cli', ...args], { env })).stdout.trim(),
    close: async () => {
      web.kill('SIGTERM')
      if (web.exitCode === null && web.signalCode === null) await once(web, 'exit')
      await dropDatabase(new URL('/postgres', postgres.url).href, database)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const answers = (url: string): Promise<number> =>
  fetch(url).then(
    ({ status }) => status,
    () => 0,
  )

async function dropDatabase(url: string, name: string): Promise<void> {
  const db = new pg.Client(url)
  await db.connect()
  await db.query(`drop database if exists ${name} with (force)`)
  await db.end()
}
