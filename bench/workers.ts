import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { nodeFlags } from '#bin/run/nodeFlags.ts'
import { deploy } from '#prisma/deploy.ts'
import { closePool, createPool } from '#server/db/pg.ts'
import { env, environmentWith, provideEnv } from '#server/env.ts'
import { insertEvents, makeJourney, reset, type Seeded } from './engine/seed.ts'
import { interleave, median, type Rounds, ratio } from './measure.ts'
import { publish } from './results.ts'

const MEMBERS = 60_000
const ROUNDS = 3
/** Nodes until the wait. */
const STEPS = 4
const LOOK_MS = 25
const BEGIN_MS = 4_000

/**
 * Worker processes of one connection each, as `npm run worker` starts them: steps a second of one, and of two that share the
 * work.
 */
export async function run(): Promise<boolean> {
  const databaseUrl = new URL('/sojourn_workers', env().DATABASE_URL).href
  await deploy(databaseUrl)
  provideEnv({ DATABASE_URL: databaseUrl })
  const db = createPool({ max: 2 })
  const seeded = await makeJourney(db)
  const rounds = await interleave(ROUNDS, { one: () => measure(db, seeded, 1), two: () => measure(db, seeded, 2) })
  await Promise.all([db.end(), closePool()])
  const spread = (of: keyof Rounds): [number, number] => [Math.min(...(rounds[of] ?? [])), Math.max(...(rounds[of] ?? []))]
  return publish(
    'workers',
    [
      { what: 'one worker', figure: median(rounds.one ?? []), unit: 'steps/s', spread: spread('one') },
      { what: 'two workers', figure: median(rounds.two ?? []), unit: 'steps/s', spread: spread('two') },
      { what: 'two to one', figure: ratio(rounds, 'two', 'one'), unit: 'x', bar: { atLeast: 1.5 } },
    ],
    [`${MEMBERS} members a round; the workers, PostgreSQL and Redis share ${cpus().length} cores.`],
  )
}

async function measure(db: pg.Pool, seeded: Seeded, count: number): Promise<number> {
  await reset(db, seeded, MEMBERS, false)
  const workers = Array.from({ length: count }, startWorker)
  try {
    await sleep(BEGIN_MS)
    await insertEvents(db, seeded.workspaceId, 1, MEMBERS)
    const from = performance.now()
    await untilApplied(db)
    return (MEMBERS * STEPS * 1_000) / (performance.now() - from)
  } finally {
    await Promise.all(workers.map(stop))
  }
}

function startWorker(): ChildProcess {
  const settings = {
    TICK_CONNECTIONS: '1',
    SECRET_KEY: 'only for the bench, thirty-two or more',
    LOG_LEVEL: 'error',
    NODE_ENV: 'production',
  }
  return spawn(process.execPath, [...nodeFlags, 'dist/worker.mjs'], {
    env: environmentWith({ ...settings, DATABASE_URL: env().DATABASE_URL }),
    stdio: ['ignore', 'inherit', 'inherit'],
  })
}

async function stop(worker: ChildProcess): Promise<void> {
  worker.kill('SIGTERM')
  if (worker.exitCode === null && worker.signalCode === null) await once(worker, 'exit')
}

async function untilApplied(db: pg.Pool): Promise<void> {
  for (const until = Date.now() + 300_000; Date.now() < until; await sleep(LOOK_MS)) {
    const { rows } = await db.query<{ open: boolean }>(`select exists (select from engine.inbox) as open`)
    if (!rows[0]?.open) return
  }
  throw new Error('The inbox was not worked off within five minutes.')
}
