import { createPostgresBackend, type Processor, Queue, Worker, type WorkerOptions } from 'bullmq'
import { Redis } from 'ioredis'
import { env } from '#server/env.ts'
import type { QueueName } from './jobs.ts'

/**
 * Where the queues live: Redis by REDIS_URL, else BullMQ's tables in our own PostgreSQL (schema "bullmq"). Either may be
 * emptied at any moment: see jobs.ts.
 */
export type QueueBackend = { kind: 'redis' | 'postgres'; url: string; prefix: string }

/** One installation's queues are told apart by its database, so that several may share a Redis. */
export function queueBackend(): QueueBackend {
  const { REDIS_URL, DATABASE_URL } = env()
  if (!DATABASE_URL) throw new Error('DATABASE_URL is not set. See .env.example.')
  const prefix = `{sojourn-${new URL(DATABASE_URL).pathname.slice(1) || 'default'}}`
  return REDIS_URL ? { kind: 'redis', url: REDIS_URL, prefix } : { kind: 'postgres', url: DATABASE_URL, prefix }
}

/** Waits 50 ms to 2 s between attempts, for ever: a store that is away is waited for. */
const retryStrategy = (times: number) => Math.min(50 * 2 ** Math.min(times, 6), 2_000)
const redis = (url: string) => new Redis(url, { maxRetriesPerRequest: null, retryStrategy })

export type OpenQueue = { queue: Pick<Queue, 'add' | 'upsertJobScheduler' | 'remove'>; close(): Promise<void> }

/** `onError` hears of a lost connection; the queue reconnects by itself. */
export function openQueue(name: QueueName, onError: (error: Error) => void, backend = queueBackend()): OpenQueue {
  if (backend.kind === 'postgres') {
    const options = { connection: { connectionString: backend.url, migrate: true, max: 2 }, prefix: backend.prefix }
    const queue = new Queue(name, options, createPostgresBackend)
    queue.on('error', onError)
    return { queue, close: () => queue.close() }
  }
  const connection = redis(backend.url)
  connection.on('error', onError)
  const queue = new Queue(name, { connection, prefix: backend.prefix, skipVersionCheck: true })
  queue.on('error', onError)
  return {
    queue,
    close: async () => {
      await queue.close()
      connection.disconnect()
    },
  }
}

export type OpenWorker = { close(): Promise<void> }

/** A short lock: a killed worker's job is taken over after seconds, as often as it takes. */
const lock = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 1_000, runRetryDelay: 1_000 } satisfies Partial<WorkerOptions>

export function openWorker(
  name: QueueName,
  run: Processor,
  { concurrency, onError }: { concurrency: number; onError: (error: Error) => void },
  backend = queueBackend(),
): OpenWorker {
  if (backend.kind === 'postgres') {
    const connection = { connectionString: backend.url, migrate: true, max: 4 }
    const worker = new Worker(name, run, { connection, prefix: backend.prefix, concurrency, ...lock }, createPostgresBackend)
    worker.on('error', onError)
    return { close: () => worker.close() }
  }
  const connection = redis(backend.url)
  connection.on('error', onError)
  const worker = new Worker(name, run, { connection, prefix: backend.prefix, concurrency, skipVersionCheck: true, ...lock })
  worker.on('error', onError)
  return {
    close: async () => {
      await worker.close()
      connection.disconnect()
    },
  }
}
