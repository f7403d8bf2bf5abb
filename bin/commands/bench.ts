import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { postgresSettings } from '#bin/installation/stores.ts'
import { runForeground } from '#bin/run/foreground.ts'
import { type Service, startPostgres } from '#bin/services/postgres.ts'
import { findRedis, startRedis } from '#bin/services/redis.ts'
import { build } from '#bin/steps/build.ts'
import { generate } from '#bin/steps/generate.ts'
import { createSteps } from '#bin/terminal.mjs'
import { provideEnv } from '#server/env.ts'

/** As an installation runs them, and as durable; with the counting of statements. */
const settings = { ...postgresSettings(), shared_preload_libraries: 'pg_stat_statements' }

/**
 * `npm run bench [-- name ...]`: the benchmarks of bench/main.ts on stores of their own, found in DATABASE_URL (the
 * server; each benchmark makes its database) and REDIS_URL.
 */
export async function run(names: string[]): Promise<void> {
  const steps = createSteps()
  await steps.run('client', async () => ((await generate()) ? 'made from the schema' : 'up to date'))
  await steps.run('build', async (note) => ((await build(note)) ? 'made from the sources' : 'up to date'))
  const folder = await mkdtemp(path.join(tmpdir(), 'sojourn-bench-'))
  await chmod(folder, 0o711) // as root, PostgreSQL runs under another account and must be able to enter
  const stores: Service[] = []
  let code = 1
  try {
    stores.push(await startPostgres({ dir: path.join(folder, 'postgres'), settings }))
    const program = findRedis()
    if (program) stores.push(await startRedis({ program, dir: path.join(folder, 'redis') }))
    provideEnv({ DATABASE_URL: stores[0]?.url, REDIS_URL: stores[1]?.url, LOG_LEVEL: 'silent', NODE_ENV: 'production' })
    code = await runForeground(['--import', 'tsx', 'bench/main.ts', ...names])
  } finally {
    await Promise.all(stores.map((store) => store.stop()))
    await rm(folder, { recursive: true, force: true })
  }
  process.exit(code)
}
