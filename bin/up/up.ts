import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { openDataDir } from '#bin/installation/dataDir.ts'
import { requirePort } from '#bin/installation/port.ts'
import { clearRun, takeOver, writeRun } from '#bin/installation/runRecord.ts'
import { secretKeyOf } from '#bin/installation/secretKey.ts'
import { endCommands } from '#bin/run/command.ts'
import { nodeFlags } from '#bin/run/nodeFlags.ts'
import { type Supervised, supervise } from '#bin/run/supervise.ts'
import { build } from '#bin/steps/build.ts'
import { generate } from '#bin/steps/generate.ts'
import { createSteps, inks, reportFailure } from '#bin/terminal.mjs'
import { env, provideEnv } from '#server/env.ts'
import { openStores } from './stores.ts'
import { untilHealthy } from './untilHealthy.ts'

type Steps = ReturnType<typeof createSteps>
/** What stops what was started, the last first. */
type Closers = (() => Promise<void>)[]

/** `npm start`: everything, in named steps, until Ctrl-C. */
export async function run(): Promise<void> {
  const closers: Closers = []
  const steps = createSteps()
  stopOnSignal(closers, steps)
  try {
    await start(steps, closers)
  } catch (error) {
    reportFailure(error)
    await stopAll(closers)
    process.exit(1)
  }
}

async function start(steps: Steps, closers: Closers): Promise<void> {
  const dataDir = openDataDir()
  await takeOver(dataDir)
  await requirePort(env().PORT)
  if (!env().SECRET_KEY) provideEnv({ SECRET_KEY: secretKeyOf(dataDir) })
  writeRun(dataDir, { launcher: process.pid, url: env().APP_URL, children: {} })
  closers.push(async () => clearRun(dataDir))

  await steps.run('client', async () => ((await generate()) ? 'made from the schema' : 'up to date'))
  const [, setupUrl] = await Promise.all([
    steps.run('build', async (note) => ((await build(note)) ? 'made from the sources' : 'up to date')),
    openStores(dataDir, steps, closers).then(() => prepare(steps)),
  ])
  await startProcesses(dataDir, steps, closers)
  welcome(setupUrl, dataDir)
}

/** Loaded late: it stands on the database client, which a fresh clone has to make first. */
async function prepare(steps: Steps): Promise<string | null> {
  const { firstRun } = await import('./firstRun.ts')
  return firstRun(steps)
}

async function startProcesses(dataDir: string, steps: Steps, closers: Closers): Promise<void> {
  const logs = path.join(dataDir, 'logs')
  mkdirSync(logs, { recursive: true })
  const children: Record<string, number> = {}
  const keep = (name: string): Supervised => {
    const child = supervise({
      name,
      args: [...nodeFlags, '--enable-source-maps', `dist/${name}.mjs`],
      env: { NODE_ENV: 'production' },
      logFile: path.join(logs, `${name}.log`),
      onFall: steps.say,
      onStart: (pid) => {
        children[name] = pid
        writeRun(dataDir, { launcher: process.pid, url: env().APP_URL, children })
      },
    })
    return child
  }
  const stopping: Supervised[] = []
  closers.push(async () => void (await Promise.all(stopping.map((child) => child.stop()))))
  stopping.push(keep('worker'))
  const web = keep('web')
  stopping.push(web)
  await steps.run('web, worker', () => untilHealthy(web, path.join(logs, 'web.log')))
}

function welcome(setupUrl: string | null, dataDir: string): void {
  const { bold, dim } = inks()
  const lines = [
    '',
    `  Sojourn runs at ${bold(env().APP_URL)}`,
    ...(setupUrl ? [`  Sign in for the first time, once and within a day: ${bold(setupUrl)}`] : []),
    dim(`  Data and logs are in ${dataDir}. Ctrl-C stops everything.`),
    '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

function stopOnSignal(closers: Closers, steps: Steps): void {
  let isStopping = false
  const stop = async () => {
    if (isStopping) return
    isStopping = true
    steps.say('\n  Stopping …')
    await stopAll(closers)
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop())
}

async function stopAll(closers: Closers): Promise<void> {
  endCommands()
  for (let close = closers.pop(); close; close = closers.pop()) await close().catch(reportFailure)
}
