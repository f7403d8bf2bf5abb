import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { closePool } from '#server/db/pg.ts'
import { provideEnv } from '#server/env.ts'
import { readPurchases } from '#tests/support/cdnow.ts'
import { type SmtpSink, startSmtp } from '#tests/support/smtp.ts'
import { startMortalPostgres } from './mortalPostgres.ts'
import { applied, begin, expireLeases, PART, sendAll, sent, verify } from './replay.ts'
import { seeded } from './seeded.ts'
import { bundleWorker, Workers } from './workers.ts'

// REPLAYS=20 runs twenty of each; SEED=7 runs that one alone. The seed is in the name of the test.
const first = Number(process.env.SEED ?? 1)
const seeds = Array.from({ length: process.env.SEED ? 1 : Number(process.env.REPLAYS ?? 1) }, (_, i) => first + i)
const WORKERS = 3

const postgres = await startMortalPostgres()
const { url: databaseUrl, folder } = postgres
provideEnv({ DATABASE_URL: databaseUrl })
let sink: SmtpSink
let workers: Workers | undefined
const purchases = readPurchases()

beforeAll(async () => {
  await bundleWorker()
  sink = await startSmtp()
})
beforeEach(() => sink.reset())
afterAll(async () => {
  await workers?.end()
  await closePool()
  await sink.close()
  await postgres.stop()
})

const hire = () => {
  const secret = 'only for these tests, and of 32 characters or more'
  workers = new Workers({ DATABASE_URL: databaseUrl, SMTP_URL: sink.url, SECRET_KEY: secret, DATA_DIR: folder }, WORKERS)
  return workers
}

const DISTURBANCES = 6

/**
 * Replays the purchases and calls `disturb` at parts of the file that the seed chooses, a moment after each was accepted, then
 * lets everything come to rest. So every run is disturbed as often, however busy the machine is.
 */
async function replayed(seed: number, disturb: (random: () => number, workers: Workers) => Promise<void>): Promise<void> {
  const random = seeded(seed)
  const replay = await begin()
  const crew = hire()
  const parts = Math.ceil(purchases.length / PART)
  const chosen = new Set(Array.from({ length: DISTURBANCES }, () => Math.floor(random() * parts)))
  await sendAll(replay, purchases, async (part) => {
    await sleep(random() * 200)
    if (chosen.has(part)) await disturb(random, crew)
  })
  await applied(replay)
  await crew.end()
  await expireLeases()
  const last = hire()
  await sent(replay)
  await last.end()
  await verify(replay, purchases, sink)
  expect(crew.killed).toBeGreaterThan(0)
}

test.each(seeds)('workers killed at moments of seed %i: intents, visits and reports as undisturbed, no mail twice', async (seed) => {
  await replayed(seed, (random, crew) => crew.kill(random()))
})

test.each(seeds)('Redis flushed and workers killed at moments of seed %i: nothing is lost', async (seed) => {
  const url = process.env.REDIS_URL
  const redis = url ? new Redis(url) : undefined
  try {
    await replayed(seed, async (random, crew) => {
      await redis?.flushall()
      if (crew.killed === 0 || random() < 0.3) await crew.kill(random())
    })
  } finally {
    redis?.disconnect()
  }
})

test.each(seeds)('PostgreSQL shot down and workers killed at moments of seed %i: nothing is lost', async (seed) => {
  await replayed(seed, async (random, crew) => {
    await crew.kill(random())
    if (random() >= 0.5) await postgres.shootDown()
  })
})
