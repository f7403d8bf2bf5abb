import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, openSync, renameSync, statSync } from 'node:fs'
import { isAlive, stopProcess } from '#bin/services/processes.ts'
import { environmentWith } from '#server/env.ts'
import { endGroup } from './group.ts'

export type Supervised = {
  pid(): number | undefined
  /** How often it fell over before it had lived for a while. */
  failures(): number
  /** Lets it drain, then makes sure that nothing of it is left. */
  stop(): Promise<void>
}
export type SupervisedOptions = {
  name: string
  args: string[]
  env?: Record<string, string | undefined>
  logFile: string
  /** Hears, in a line, that it fell over and when it is started again. */
  onFall(line: string): void
  onStart(pid: number): void
}

const BACKOFF_MS = { first: 500, most: 30_000 }
/** A process that lived this long starts again at once. */
const STEADY_MS = 60_000
/** For the requests and ticks under way. */
const DRAIN_MS = 20_000
const LOG_BYTES_MAX = 20_000_000

/**
 * Keeps a Node program running until told to stop. It is in a process group of its own, so that a Ctrl-C reaches the
 * launcher alone, which stops things in their order; and on a leash, so that it never outlives the launcher.
 */
export function supervise(options: SupervisedOptions): Supervised {
  let child: ChildProcess | undefined
  let failures = 0
  let isStopping = false
  let again: NodeJS.Timeout | undefined

  const start = () => {
    const startedAt = performance.now()
    child = spawnWithLog(options)
    if (child.pid) options.onStart(child.pid)
    child.once('exit', (code, signal) => {
      if (child?.pid) endGroup(child.pid)
      if (isStopping) return
      failures = performance.now() - startedAt > STEADY_MS ? 0 : failures + 1
      const wait = failures === 0 ? 0 : Math.min(BACKOFF_MS.first * 2 ** (failures - 1), BACKOFF_MS.most)
      options.onFall(
        `${options.name} stopped (${signal ?? `exit code ${code}`}) and starts again in ${wait / 1000} s; ${options.logFile} says why.`,
      )
      again = setTimeout(start, wait)
    })
  }
  start()

  return {
    pid: () => child?.pid,
    failures: () => failures,
    stop: async () => {
      isStopping = true
      clearTimeout(again)
      const pid = child?.pid
      if (!pid) return
      if (isAlive(pid)) await stopProcess(pid, 'SIGTERM', DRAIN_MS)
      endGroup(pid)
    },
  }
}

function spawnWithLog({ args, env = {}, logFile }: SupervisedOptions): ChildProcess {
  if (existsSync(logFile) && statSync(logFile).size > LOG_BYTES_MAX) renameSync(logFile, `${logFile}.1`)
  const log = openSync(logFile, 'a')
  const leash = new URL('./leash.mjs', import.meta.url).href
  return spawn(process.execPath, ['--import', leash, '--no-deprecation', ...args], {
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
    env: environmentWith(env),
  })
}
