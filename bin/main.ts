import { env } from '#server/env.ts'
import { Stop } from './terminal.mjs'

/** What the npm scripts run. Each takes the arguments after its name. */
const commands: Record<string, () => Promise<{ run(args: string[]): Promise<void> }>> = {
  up: () => import('./up/up.ts'),
  web: () => import('./commands/web.ts'),
  worker: () => import('./commands/worker.ts'),
  build: () => import('./commands/build.ts'),
  dev: () => import('./commands/dev.ts'),
  bench: () => import('./commands/bench.ts'),
  check: () => import('./commands/check.ts'),
  lint: () => import('./commands/lint.ts'),
  test: () => import('./test/test.ts'),
  'test-faults': () => import('./commands/testFaults.ts'),
  'test-nightly': () => import('./commands/testNightly.ts'),
  cli: () => import('./cli/cli.ts'),
}

export async function main([name = '', ...args]: string[]): Promise<void> {
  const load = commands[name]
  if (!load) throw new Stop(`There is no command "${name}": choose one of ${Object.keys(commands).join(', ')}.`)
  requireEnv()
  const command = await load()
  await command.run(args)
}

/** A variable that cannot be meant is everybody's trouble: its sentence, before anything is started. */
function requireEnv(): void {
  try {
    env()
  } catch (error) {
    throw new Stop(error instanceof Error ? error.message : String(error))
  }
}
