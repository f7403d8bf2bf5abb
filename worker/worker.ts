import { setTimeout as sleep } from 'node:timers/promises'
import { createPool } from '#server/db/pg.ts'
import { env } from '#server/env.ts'
import { logOf } from '#server/log.ts'
import { openQueue, openWorker, type QueueBackend, queueBackend } from '#server/queue/backend.ts'
import { jobs, type QueueName } from '#server/queue/jobs.ts'
import { createTickPool } from '#server/tick/connection.ts'
import { keepUp } from '#server/upkeep.ts'
import { createCrew } from './crew.ts'
import { createDeliveries } from './deliveries.ts'
import { openHealth } from './health.ts'
import { keepingLetters } from './letters.ts'
import { createNextDue } from './nextDue.ts'
import { createProcessors } from './processors.ts'
import { keepScheduled } from './schedules.ts'

export type RunningWorker = { close(): Promise<void> }

/** Without the bell a member waits this long at most, and a message that became due or lost its worker. */
const LOOK_MS = { members: 250, messages: 1_000 }
/** Jobs of a kind that one process runs at once. */
const CONCURRENCY: Record<QueueName, number> = { bell: 1, clock: 1, work: 4 }
/** A store that is away must not keep a process from ending. */
const CLOSE_MS = 3_000

/**
 * Starts a worker: tickers, senders, and the queues that wake them. It survives a restart of PostgreSQL and the loss of Redis;
 * what is due is found again by its own looks and by the sweep. `close` stops taking, finishes and lets go.
 */
export function startWorker(backend: QueueBackend = queueBackend()): RunningWorker {
  const { TICK_CONNECTIONS, WORKER_PORT } = env()
  const stop = new AbortController()
  const onError = once((error) => logOf('queue').warn({ err: error }, 'the queue cannot be reached; work is found by looking'))
  const pool = createPool({ max: 4 })
  const sendPool = createTickPool(4)
  const work = openQueue('work', onError, backend)
  const clock = openQueue('clock', onError, backend)
  const planNext = createNextDue(pool, clock)
  const overflow = () => void work.queue.add('join', {}, { ...jobs.join.options, deduplication: { id: 'join', ttl: 100 } }).catch(onError)
  const deliveries = createDeliveries(sendPool, () => void crew.ring())
  const crew = createCrew({
    size: TICK_CONNECTIONS,
    onMessages: () => deliveries.ring(),
    onOverflow: overflow,
    onDone: () => void planNext().catch(onError),
  })
  const run = keepingLetters(pool, createProcessors({ pool, crew, deliveries, work, signal: stop.signal }))
  const workers = (['bell', 'clock', 'work'] as const).map((name) =>
    openWorker(name, run, { concurrency: CONCURRENCY[name], onError }, backend),
  )
  const unschedule = keepScheduled(work, onError)
  const looks = [setInterval(() => void crew.ring(), LOOK_MS.members), setInterval(() => deliveries.ring(), LOOK_MS.messages)]
  // What a job was about that got lost while no worker ran.
  for (const name of ['sweep', 'slots']) run({ name, data: {} }).catch(onError)
  const closeHealth = WORKER_PORT === undefined ? () => {} : openHealth(WORKER_PORT, { pool, isDraining: () => stop.signal.aborted })
  keepUp(pool, stop.signal).catch((error: unknown) => logOf('upkeep').warn({ err: error }, 'upkeep failed and is tried again tomorrow'))

  return {
    async close() {
      stop.abort()
      for (const look of looks) clearInterval(look)
      unschedule()
      await Promise.allSettled([crew.close(), deliveries.close()])
      await within(
        CLOSE_MS,
        [...workers, work, clock].map((one) => one.close()),
      )
      closeHealth()
      await Promise.allSettled([pool.end(), sendPool.end()])
    },
  }
}

const within = (ms: number, closing: Promise<unknown>[]) =>
  Promise.race([Promise.allSettled(closing), sleep(ms, undefined, { ref: false })])

/** A store that is away says so many times a second; it is told once in ten seconds. */
function once(tell: (error: unknown) => void): (error: unknown) => void {
  let quietUntil = 0
  return (error) => {
    if (Date.now() < quietUntil) return
    quietUntil = Date.now() + 10_000
    tell(error)
  }
}
