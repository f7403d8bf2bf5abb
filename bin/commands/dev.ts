import { spawn } from 'node:child_process'
import { openDataDir } from '#bin/installation/dataDir.ts'
import { requirePort } from '#bin/installation/port.ts'
import { takeOver } from '#bin/installation/runRecord.ts'
import { secretKeyOf } from '#bin/installation/secretKey.ts'
import { stopProcess } from '#bin/services/processes.ts'
import { generate } from '#bin/steps/generate.ts'
import { createSteps } from '#bin/terminal.mjs'
import { openStores } from '#bin/up/stores.ts'
import { env, environmentWith, provideEnv } from '#server/env.ts'

/** `npm run dev`: pages are compiled as they are asked for, web and worker start again when their sources change. */
export async function run(): Promise<void> {
  const closers: (() => Promise<void>)[] = []
  const steps = createSteps()
  const dataDir = openDataDir()
  await takeOver(dataDir)
  await requirePort(env().PORT)
  provideEnv({ NODE_ENV: 'development', SECRET_KEY: env().SECRET_KEY ?? secretKeyOf(dataDir) })
  await steps.run('client', async () => ((await generate()) ? 'made from the schema' : 'up to date'))
  await openStores(dataDir, steps, closers)
  const { firstRun } = await import('#bin/up/firstRun.ts')
  const setupUrl = await firstRun(steps)
  process.stdout.write(`\n  Sojourn will be at ${env().APP_URL}\n${setupUrl ? `  Sign in for the first time: ${setupUrl}\n` : ''}\n`)

  const children = ['web/main.ts', 'worker/main.ts'].map((entry) => watch(entry))
  closers.push(async () => void (await Promise.all(children.map((child) => stopProcess(child.pid ?? 0, 'SIGTERM', 10_000)))))
  const stop = async () => {
    for (let close = closers.pop(); close; close = closers.pop()) await close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void stop())
}

const watch = (entry: string) =>
  spawn(process.execPath, ['--watch', '--watch-preserve-output', '--import', 'tsx', entry], { stdio: 'inherit', env: environmentWith({}) })
