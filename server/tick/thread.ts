import { Worker } from 'node:worker_threads'
import type { Ticked } from './ticker.ts'

/** What the thread is told: that there may be work (the how many-th time), or to finish and end. */
export type Order = { ring: number } | 'close'
export type Failure = { message: string; stack: string | undefined; code: string | undefined }
/** What it answers: each tick, and that nothing is left after the ring `idle`, or that it gave up. */
export type Report = { ticked: Turn } | { idle: number; failure: Failure | null }
export type Turn = Pick<Ticked, 'rows' | 'messages' | 'isFull'>

export type ThreadOptions = {
  onTick(turn: Turn): void
  /** A run of ticks is over. `rows`: what it took away. `error`: why it gave up; the next ring tries again. */
  onIdle(run: { rows: number; error: Error | null }): void
  open?: () => Worker
}

/**
 * A ticker with a thread and a connection of its own, so that neither another ticker nor a sender waits for its decisions. Starts
 * with the first ring; one that died is started anew by the next.
 */
export class TickThread {
  readonly #options: ThreadOptions
  #worker: Worker | null = null
  #rings = 0
  #rows = 0
  #run: { done: Promise<void>; resolve: () => void } | null = null
  #isClosing = false

  constructor(options: ThreadOptions) {
    this.#options = options
  }

  get isWorking(): boolean {
    return this.#run !== null
  }

  /** Ticks until nothing is left, then resolves; also when the database is away. Heard in the middle of a run as well. */
  ring(): Promise<void> {
    if (this.#isClosing) return Promise.resolve()
    this.#worker ??= this.#open()
    this.#run ??= begin()
    this.#rings++
    tell(this.#worker, { ring: this.#rings })
    return this.#run.done
  }

  /** Finishes the tick under way. */
  async close(): Promise<void> {
    this.#isClosing = true
    const worker = this.#worker
    if (!worker) return
    const over = new Promise((resolve) => worker.once('exit', resolve))
    tell(worker, 'close')
    await over
  }

  #open(): Worker {
    const worker = (this.#options.open ?? openTickThread)()
    let cause: Error | null = null
    worker.on('message', (report: Report) => this.#hear(report))
    worker.on('error', (error) => {
      cause = error
    })
    worker.once('exit', (code) => {
      this.#worker = null
      this.#over(this.#isClosing ? null : (cause ?? new Error(`The thread of a ticker ended with ${code}.`)))
    })
    return worker
  }

  #hear(report: Report): void {
    if ('ticked' in report) {
      this.#rows += report.ticked.rows
      this.#options.onTick(report.ticked)
    } else if (report.failure || report.idle === this.#rings) this.#over(report.failure && errorOf(report.failure))
  }

  #over(error: Error | null): void {
    const rows = this.#rows
    this.#rows = 0
    this.#run?.resolve()
    this.#run = null
    this.#options.onIdle({ rows, error })
  }
}

const tell = (worker: Worker, order: Order) => worker.postMessage(order)

function begin() {
  let resolve = () => {}
  const done = new Promise<void>((fulfil) => {
    resolve = fulfil
  })
  return { done, resolve }
}

const errorOf = ({ message, ...more }: Failure) => Object.assign(new Error(message), more)

/** Room for what a batch makes and forgets: of three parts of 48 MB one is used at a time. */
export const tickThreadLimits = { maxYoungGenerationSizeMb: 144 }

/** Built, it lies beside what runs it; the sources are read by tsx, as the process that runs them is. */
export function openTickThread(): Worker {
  const options = { resourceLimits: tickThreadLimits }
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./tickThread.mjs', import.meta.url), options)
  const entry = new URL('./tickThread.ts', import.meta.url)
  const read = `import('tsx/esm/api').then(({ register }) => (register(), import(${JSON.stringify(entry.href)})))`
  return new Worker(read, { ...options, eval: true, execArgv: [] })
}
