import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Stop } from '#bin/terminal.mjs'
import { type Account, accountFor } from './account.ts'
import { postgresPrograms } from './postgresPrograms.ts'
import { commandLine, freePort, isAlive, isListening, stopProcess } from './processes.ts'

export type Service = { url: string; port: number; pid: number; isAdopted: boolean; stop(): Promise<void> }

export type PostgresOptions = {
  /** Where its data is; made when missing. */
  dir: string
  /** The port to prefer; another is taken when something else listens there. */
  port?: number | undefined
  /** Of the superuser `postgres`; without one, everybody on this machine may connect. */
  password?: string | undefined
  settings?: Record<string, string | number>
}

/**
 * A PostgreSQL of our own on 127.0.0.1: adopts the one that already runs on `dir`, or starts it, whatever a kill -9 left
 * behind. It runs apart from our process group: a Ctrl-C in the terminal must reach the product first and it last.
 */
export async function startPostgres(options: PostgresOptions): Promise<Service> {
  const dir = path.resolve(options.dir)
  const running = await adopt(dir)
  if (running) return describe(options, running.port, running.pid, true)
  const { bin, account } = choose(dir)
  if (!existsSync(path.join(dir, 'PG_VERSION'))) initialise(dir, bin, account, options.password)
  const port = options.port && !(await isListening(options.port)) ? options.port : await freePort()
  const pid = await launchWhenFree(dir, bin, account, { ...options.settings, port })
  return describe(options, port, pid, false)
}

function describe({ password }: PostgresOptions, port: number, pid: number, isAdopted: boolean): Service {
  const user = password ? `postgres:${encodeURIComponent(password)}` : 'postgres'
  const url = `postgresql://${user}@127.0.0.1:${port}/postgres`
  // SIGINT asks PostgreSQL for its fast shutdown: clients are disconnected, the log is checkpointed.
  return { url, port, pid, isAdopted, stop: () => stopProcess(pid, 'SIGINT', 30_000) }
}

/** Line 1 of postmaster.pid is the process, line 4 its port, line 8 whether it is ready. */
function readPidFile(dir: string): { pid: number; port: number; isReady: boolean } | undefined {
  const file = path.join(dir, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8').split('\n')
  return { pid: Number(lines[0]), port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' }
}

/** One that is dying, starting or recovering is waited for. A stranger who was given the old number isn't ours. */
async function adopt(dir: string): Promise<{ pid: number; port: number } | undefined> {
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(20)) {
    const found = readPidFile(dir)
    if (!found) return undefined
    if (!isAlive(found.pid) || !/postgres/.test(commandLine(found.pid) || 'postgres')) break
    if (found.isReady && (await isListening(found.port))) return found
  }
  // PostgreSQL would not start over it: it is fooled by a zombie, which has the number still.
  rmSync(path.join(dir, 'postmaster.pid'), { force: true })
  return undefined
}

function choose(dir: string): { bin: string; account: Account } {
  const version = path.join(dir, 'PG_VERSION')
  const wanted = existsSync(version) ? readFileSync(version, 'utf8').trim() : undefined
  const installed = postgresPrograms()
  if (!installed.length)
    throw new Stop('There is no PostgreSQL for this machine: install one (apt-get install postgresql) or set DATABASE_URL.')
  const suitable = installed.filter(({ major }) => !wanted || major === wanted)
  if (!suitable.length) {
    throw new Stop(
      `${dir} holds data of PostgreSQL ${wanted}, and the one installed is ${installed[0]?.major}: install PostgreSQL ${wanted} or set DATABASE_URL.`,
    )
  }
  mkdirSync(path.dirname(dir), { recursive: true })
  for (const { bin } of suitable) {
    const account = accountFor(bin, path.dirname(dir))
    if (account) return { bin, account }
  }
  throw new Stop(
    `PostgreSQL does not run as root, and no other account may enter ${path.dirname(dir)}: set DATA_DIR to a folder such as /var/lib/sojourn, or set DATABASE_URL.`,
  )
}

function initialise(dir: string, bin: string, { owner, prefix, spawn: as }: Account, password: string | undefined): void {
  rmSync(dir, { recursive: true, force: true }) // what an interrupted initdb left; without PG_VERSION it holds no data
  mkdirSync(dir, { mode: 0o700 })
  if (owner) chownSync(dir, owner.uid, owner.gid)
  const secret = `${dir}.password`
  if (password) {
    writeFileSync(secret, password, { mode: 0o600 })
    if (owner) chownSync(secret, owner.uid, owner.gid)
  }
  const access = password ? ['-A', 'scram-sha-256', `--pwfile=${secret}`] : ['-A', 'trust']
  const [program = '', ...args] = [
    ...prefix,
    path.join(bin, 'initdb'),
    '-D',
    dir,
    '-U',
    'postgres',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    ...access,
  ]
  const made = spawnSync(program, args, { ...as, cwd: '/', encoding: 'utf8' })
  rmSync(secret, { force: true })
  if (made.status !== 0) throw new Stop(`PostgreSQL could not make its data folder ${dir}: ${made.stderr || made.error?.message}`)
}

/** After a kill -9 of the server, its last sessions may hold the data for another moment. */
async function launchWhenFree(...start: Parameters<typeof launch>): Promise<number> {
  const log = path.join(start[0], 'server.log')
  for (const until = Date.now() + 30_000; ; await sleep(200)) {
    const from = existsSync(log) ? statSync(log).size : 0
    try {
      return await launch(...start)
    } catch (error) {
      const said = readFileSync(log).subarray(from).toString()
      if (Date.now() > until || !/pre-existing shared memory block|lock file "postmaster.pid" already exists/.test(said)) throw error
    }
  }
}

async function launch(
  dir: string,
  bin: string,
  { prefix, spawn: as }: Account,
  settings: Record<string, string | number>,
): Promise<number> {
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [program = '', ...args] = [...prefix, path.join(bin, 'postgres'), '-D', dir, ...flags]
  const log = openSync(path.join(dir, 'server.log'), 'a')
  const child = spawn(program, args, { ...as, cwd: '/', detached: true, stdio: ['ignore', log, log] })
  let failure: string | undefined
  child.once('error', (error) => (failure = error.message))
  child.once('exit', (code) => (failure = `exit code ${code}`))
  // Recovery after a crash may take a while; a start takes a tenth of a second.
  for (const until = Date.now() + 120_000; Date.now() < until; await sleep(20)) {
    if (failure) throw new Stop(`PostgreSQL did not start (${failure}): ${path.join(dir, 'server.log')} says why.`)
    const state = readPidFile(dir)
    if (child.pid && state?.pid === child.pid && state.isReady) {
      child.unref()
      return child.pid
    }
  }
  throw new Stop(`PostgreSQL is not ready after two minutes: ${path.join(dir, 'server.log')} says why.`)
}
