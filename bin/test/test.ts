import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { endCommands } from '#bin/run/command.ts'
import { startPostgres } from '#bin/services/postgres.ts'
import { build } from '#bin/steps/build.ts'
import { generate } from '#bin/steps/generate.ts'
import { createSteps, duration, reportFailure, Stop } from '#bin/terminal.mjs'
import { provideEnv } from '#server/env.ts'
import { browser } from './browser.ts'
import { checks, unit } from './checks.ts'
import { type TestPrograms, testPrograms } from './programs.ts'
import { type Result, runStages, sum } from './stages.ts'
import { vitest } from './vitest.ts'

/** What the surroundings say about a running installation is none of the tests' business. */
const foreign = {
  NODE_ENV: undefined,
  PORT: undefined,
  APP_URL: undefined,
  DATA_DIR: undefined,
  DATABASE_URL: undefined,
  REDIS_URL: undefined,
  SMTP_URL: undefined,
}

/**
 * `npm test`: everything, on throw-away stores. The last line is "N passed, N failed": each check (format, lint, types,
 * dead code, build) counts as one, then every test.
 */
export async function run(): Promise<void> {
  const startedAt = performance.now()
  const folder = await mkdtemp(path.join(tmpdir(), 'sojourn-test-'))
  const closers: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })]
  const close = async () => {
    endCommands()
    for (let next = closers.pop(); next; next = closers.pop()) await next().catch(reportFailure)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void close().then(() => process.exit(1)))
  provideEnv(foreign)
  try {
    const { totals, hasRedis } = await runAll(folder, closers)
    await close()
    if (!hasRedis) process.stdout.write('No Redis is installed here: the queue tests ran on the PostgreSQL backend.\n')
    process.stdout.write(`${duration(performance.now() - startedAt)}\n${totals.passed} passed, ${totals.failed} failed\n`)
    process.exit(totals.failed || !totals.passed ? 1 : 0)
  } catch (error) {
    await close()
    throw error
  }
}

async function runAll(folder: string, closers: (() => Promise<unknown>)[]) {
  const steps = createSteps()
  let programs: TestPrograms = { chromium: '', hasRedis: false }
  await steps.run('programs', async (note) => {
    programs = await testPrograms(note)
    return programs.hasRedis ? 'Chromium, Redis' : 'Chromium; no Redis'
  })
  const { chromium, hasRedis } = programs
  await steps.run('client', async () => ((await generate()) ? 'made from the schema' : 'up to date'))
  const env = { TEST_POSTGRES_URL: '', TEST_QUEUES: hasRedis ? undefined : 'postgres' }
  await steps.run('PostgreSQL', async () => {
    const server = await throwAwayPostgres(folder)
    closers.push(server.stop)
    env.TEST_POSTGRES_URL = server.url
    return `throw-away, port ${server.port}`
  })
  // Two lanes for two cores; the browser tests take both, and begin while the last of the others end.
  const lanes = await Promise.all([
    runStages(steps, [
      ...checks,
      unit,
      { name: 'build', run: built },
      { name: 'kills', run: () => vitest('faults', { ...env, SEEDS: '20' }, 'tests/faults/kills') },
      { name: 'browser', run: () => browser(chromium) },
    ]),
    runStages(steps, [
      { name: 'database', run: () => vitest('database', env) },
      { name: 'queue', run: () => vitest('queue', env) },
    ]),
  ])
  return { totals: sum(lanes), hasRedis }
}

async function throwAwayPostgres(folder: string) {
  await chmod(folder, 0o711) // as root, PostgreSQL runs under another account and must be able to enter
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: 300 }
  return startPostgres({ dir: path.join(folder, 'postgres'), settings })
}

async function built(): Promise<Result> {
  try {
    await build()
    return { passed: 1, failed: 0, output: '' }
  } catch (error) {
    if (error instanceof Stop) return { passed: 0, failed: 1, output: error.message }
    throw error
  }
}
