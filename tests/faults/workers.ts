import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { build, stop } from 'esbuild'
import { until } from '#tests/support/until.ts'
import type { Death } from './mortal.ts'

const root = path.resolve(import.meta.dirname, '../..')
const folder = path.join(root, 'node_modules/.cache/sojourn-faults', String(process.pid))

/** What packages that were written for `require` find in a module. */
const banner = `import { createRequire } from 'node:module'
const require = createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname`
const external = ['mjml', 'pg-native', 'pino-pretty']

/** Bundles the worker with its packages, so that a new one is at work within moments. */
export async function bundleWorker(): Promise<void> {
  const options = {
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external,
    banner: { js: banner },
  } as const
  const out = { outdir: folder, outExtension: { '.js': '.mjs' }, logLevel: 'silent' } as const
  const entry = (name: string) => path.join(root, 'tests/faults', name)
  const entryPoints = { mortalWorker: entry('mortalWorker.ts'), tickThread: entry('mortalTickThread.ts') }
  await build({ ...options, ...out, entryPoints })
  await stop()
}

/** Starts a worker. Its first line says that it runs. */
export function startWorkerProcess(env: Record<string, string>, death?: Death): ChildProcess {
  const dies = death && { DIES_AT: `${death.statement} ${death.moment}` }
  const worker = spawn(process.execPath, [path.join(folder, 'mortalWorker.mjs')], {
    env: { ...process.env, ...env, NODE_ENV: 'production', LOG_LEVEL: 'info', ...dies },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  worker.stdout.resume()
  return worker
}

const lives = ({ exitCode, signalCode }: ChildProcess) => exitCode === null && signalCode === null
/** Resolves when the process is gone. */
export const gone = async (worker: ChildProcess): Promise<void> => void (lives(worker) && (await once(worker, 'exit')))

/** Worker processes of which any may be killed at any moment; another takes its place. */
export class Workers {
  readonly #env: Record<string, string>
  readonly #crew = new Set<ChildProcess>()
  readonly #ready = new WeakSet<ChildProcess>()
  killed = 0

  constructor(env: Record<string, string>, size: number) {
    this.#env = env
    for (let i = 0; i < size; i++) this.#hire()
  }

  /** Kills one that is at work, chosen by `at` from 0 to 1, and starts another. Waits until one is at work. */
  async kill(at: number): Promise<void> {
    const atWork = () => [...this.#crew].filter((worker) => this.#ready.has(worker))
    await until('a worker was at work', async () => atWork().length > 0, 60_000)
    const ready = atWork()
    const victim = ready[Math.floor(at * ready.length)]
    if (!victim) throw new Error('nobody to kill')
    this.#crew.delete(victim)
    victim.kill('SIGKILL')
    this.killed++
    this.#hire()
  }

  /** Kills all, and waits until they are gone. */
  async end(): Promise<void> {
    for (const worker of this.#crew) worker.kill('SIGKILL')
    await Promise.all([...this.#crew].map(gone))
    this.#crew.clear()
  }

  #hire(): void {
    const worker = startWorkerProcess(this.#env)
    worker.stdout?.once('data', () => this.#ready.add(worker))
    this.#crew.add(worker)
  }
}
