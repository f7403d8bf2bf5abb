import { type ChildProcess, fork } from 'node:child_process'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { logOf } from '#server/log.ts'

export type PagesState = 'starting' | 'up' | 'restarting' | 'stopped'
/** The Next process behind the listener. */
export type Pages = { socket: string; start(): void; state(): PagesState; stop(): Promise<void> }

const BACKOFF_MS = { first: 250, most: 10_000 }
/** One that stayed up this long starts its backoff anew. */
const SETTLED_MS = 30_000
const GRACE_MS = 10_000

/** `entry` is web/next.ts, or its bundle beside ours. */
const entryBeside = (own: string) => fileURLToPath(new URL(`./next${path.extname(own)}`, own))

/** A Unix socket in the temporary folder; a named pipe on Windows, where Node has no other. */
const socketPath = () =>
  process.platform === 'win32' ? `\\\\.\\pipe\\sojourn-pages-${process.pid}` : path.join(tmpdir(), `sojourn-pages-${process.pid}.sock`)

/** Next, once started, is kept running: when it dies it is started again, each time after a longer pause. */
export function createPages(mainUrl: string): Pages {
  const log = logOf('pages')
  const socket = socketPath()
  let state: PagesState = 'starting'
  let child: ChildProcess | undefined
  let pauseMs = BACKOFF_MS.first
  let timer: NodeJS.Timeout | undefined

  const start = () => {
    const startedAt = Date.now()
    if (process.platform !== 'win32') rmSync(socket, { force: true })
    child = fork(entryBeside(mainUrl), [socket, process.cwd()], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    child.on('message', (message: unknown) => {
      // Node's own watch mode talks over the same channel.
      if (typeof message !== 'object' || message === null || !('ready' in message)) return
      state = 'up'
      log.info({ ms: Date.now() - startedAt }, 'pages are up')
    })
    child.once('exit', (code, signal) => {
      if (state === 'stopped') return
      state = 'restarting'
      if (Date.now() - startedAt > SETTLED_MS) pauseMs = BACKOFF_MS.first
      log.error({ code, signal, pauseMs }, 'the pages process ended; starting it again')
      timer = setTimeout(start, pauseMs)
      pauseMs = Math.min(pauseMs * 2, BACKOFF_MS.most)
    })
  }
  return {
    socket,
    start,
    state: () => state,
    async stop() {
      state = 'stopped'
      clearTimeout(timer)
      if (child && child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((resolve) => child?.once('exit', resolve))
        const last = setTimeout(() => child?.kill('SIGKILL'), GRACE_MS)
        child.kill('SIGTERM')
        await ended
        clearTimeout(last)
      }
      if (process.platform !== 'win32') rmSync(socket, { force: true })
    },
  }
}
