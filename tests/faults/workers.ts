import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { build, stop } from 'esbuild'
import { until } from '#tests/support/until.ts'

const root = path.resolve(import.meta.dirname, '../..')
const program = path.join(root, 'node_modules/.cache/sojourn-faults/worker.mjs')

/** Bundles the worker, so that a new one is at work within moments. */
export async function bundleWorker(): Promise<void> {
  const options = { bundle: true, packages: 'external', platform: 'node', target: 'node20', format: 'esm', logLevel: 'silent' } as const
  await build({ ...options, entryPoints: [path.join(root, 'worker/main.ts')], outfile: program })
  await stop()
}

/** Worker processes of which any may be killed at any moment; another takes its place. */
export class Workers {
  readonly #env: NodeJS.ProcessEnv
  readonly #crew = new Set<ChildProcess>()
  readonly #ready = new WeakSet<ChildProcess>()
  killed = 0

  constructor(env: Record<string, string>, size: number) {
    this.#env = { ...process.env, ...env, NODE_ENV: 'production', LOG_LEVEL: 'info' }
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
    const living = [...this.#crew].filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
    const gone = living.map((worker) => once(worker, 'exit'))
    for (const worker of this.#crew) worker.kill('SIGKILL')
    this.#crew.clear()
    await Promise.all(gone)
  }

  #hire(): void {
    const worker = spawn(process.execPath, [program], { env: this.#env, stdio: ['ignore', 'pipe', 'inherit'] })
    // Its first line says that it runs.
    worker.stdout.once('data', () => this.#ready.add(worker))
    worker.stdout.resume()
    this.#crew.add(worker)
  }
}
