// The worker process: any number of these may run, on any number of machines.
import { env } from '#server/env.ts'
import { log } from '#server/log.ts'
import { queueBackend } from '#server/queue/backend.ts'
import { type RunningWorker, startWorker } from './worker.ts'

/** A process manager that waits less than this kills us in the middle, which loses nothing. */
const GRACE_MS = 25_000

function main(): void {
  env()
  const backend = queueBackend()
  const worker = startWorker(backend)
  log().info({ queues: backend.kind }, 'worker is running')
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void drain(worker, signal))
  process.on('unhandledRejection', (error) => log().error({ err: error }, 'a failure was not expected'))
}

let isDraining = false
async function drain(worker: RunningWorker, signal: string): Promise<void> {
  if (isDraining) return
  isDraining = true
  log().info({ signal }, 'worker is draining')
  setTimeout(() => process.exit(1), GRACE_MS).unref()
  await worker.close()
  process.exit(0)
}

try {
  main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
