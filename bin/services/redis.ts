import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Stop } from '#bin/terminal.mjs'
import type { Service } from './postgres.ts'
import { commandLine, freePort, isAlive, isListening, stopProcess } from './processes.ts'
import { findProgram } from './programs.ts'

export const findRedis = (): string | undefined => findProgram('redis-server', 'valkey-server')

export type RedisOptions = {
  program: string
  dir: string
  port?: number | undefined
  password?: string | undefined
  /** Keep what is in it over a restart. */
  isDurable?: boolean
}

/** A Redis of our own on 127.0.0.1, which never evicts a job; adopted when it already runs on `dir`. */
export async function startRedis({ program, dir, port: preferred, password, isDurable = true }: RedisOptions): Promise<Service> {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const describe = (port: number, pid: number, isAdopted: boolean): Service => {
    const url = `redis://${password ? `:${encodeURIComponent(password)}@` : ''}127.0.0.1:${port}`
    return { url, port, pid, isAdopted, stop: () => stopProcess(pid, 'SIGTERM', 10_000) }
  }
  const pid = runningOn(dir)
  if (pid && preferred && (await isListening(preferred))) return describe(preferred, pid, true)
  if (pid) await stopProcess(pid, 'SIGTERM', 10_000)
  const port = preferred && !(await isListening(preferred)) ? preferred : await freePort()
  return describe(port, await launch(program, dir, port, password, isDurable), false)
}

const pidFile = (dir: string) => path.join(dir, 'redis.pid')

function runningOn(dir: string): number | undefined {
  if (!existsSync(pidFile(dir))) return undefined
  const pid = Number(readFileSync(pidFile(dir), 'utf8'))
  return isAlive(pid) && /redis|valkey/.test(commandLine(pid) || 'redis') ? pid : undefined
}

async function launch(program: string, dir: string, port: number, password: string | undefined, isDurable: boolean): Promise<number> {
  const settings = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir "${path.resolve(dir)}"`,
    `pidfile "${path.resolve(pidFile(dir))}"`,
    `appendonly ${isDurable ? 'yes' : 'no'}`,
    'appendfsync everysec',
    'save ""',
    'maxmemory-policy noeviction',
    ...(password ? [`requirepass "${password}"`] : []),
  ]
  const log = openSync(path.join(dir, 'server.log'), 'a')
  // The settings go in by its input: on its command line everybody could read the password.
  const child = spawn(program, ['-'], { detached: true, cwd: '/', stdio: ['pipe', log, log] })
  let failure: string | undefined
  child.once('error', (error) => (failure = error.message))
  child.once('exit', (code) => (failure = `exit code ${code}`))
  child.stdin?.end(settings.join('\n'))
  for (const until = Date.now() + 30_000; Date.now() < until; await sleep(10)) {
    if (failure) throw new Stop(`Redis did not start (${failure}): ${path.join(dir, 'server.log')} says why.`)
    if (child.pid && (await isListening(port))) {
      child.unref()
      return child.pid
    }
  }
  throw new Stop(`Redis does not answer after half a minute: ${path.join(dir, 'server.log')} says why.`)
}
