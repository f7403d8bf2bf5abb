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
import { openCounters } from './load/counters.ts'
import { interleave, median, type Rounds, ratio } from './measure.ts'
import { publish } from './results.ts'

const MEMBERS = 60_000
const ROUNDS = 3
/** Nodes until the wait. */
const STEPS = 4
const LOOK_MS = 100
const BEGIN_MS = 4_000

/**
 * Worker processes of one connection each, as `npm run worker` starts them: steps a second of one, and of two that share the
 * work. What they ask of the stores is counted with their beginning, their end, and the bench's own looking.
 */
export async function run(): Promise<boolean> {
  const databaseUrl = new URL('/sojourn_workers', env().DATABASE_URL).href
  await deploy(databaseUrl)
  provideEnv({ DATABASE_URL: databaseUrl })
  const db = createPool({ max: 2 })
  const seeded = await makeJourney(db)
  const counters = await openCounters(databaseUrl, env().REDIS_URL)
  const before = await counters.read()
  const busy = { one: [] as number[], two: [] as number[] }
  const rounds = await interleave(ROUNDS, {
    one: () => measure(db, seeded, 1, busy.one),
    two: () => measure(db, seeded, 2, busy.two),
  })
  const after = await counters.read()
  await Promise.all([db.end(), counters.close(), closePool()])
  const cores = cpus().length
  const isRoom = cores >= 2 * median(busy.one)
  const steps = 2 * ROUNDS * MEMBERS * STEPS
  const spread = (of: keyof Rounds): [number, number] => [Math.min(...(rounds[of] ?? [])), Math.max(...(rounds[of] ?? []))]
  return publish(
    'workers',
    [
      { what: 'one worker', figure: median(rounds.one ?? []), unit: 'steps/s', spread: spread('one') },
      { what: 'two workers', figure: median(rounds.two ?? []), unit: 'steps/s', spread: spread('two') },
      { what: 'two to one', figure: ratio(rounds, 'two', 'one'), unit: 'x', ...(isRoom && { bar: { atLeast: 1.5 } }) },
      { what: 'cores busy with one worker', figure: median(busy.one), unit: `of ${cores}` },
      { what: 'cores busy with two workers', figure: median(busy.two), unit: `of ${cores}` },
      { what: 'statements a step, those of its mail included', figure: (after.statements - before.statements) / steps, unit: '' },
      {
        what: 'Redis commands a step, those of its mail included',
        figure: (after.commands - before.commands) / steps,
        unit: '',
        bar: { below: 0.05 },
      },
    ],
    [
      `${MEMBERS} members a round, each with a mail; the workers, PostgreSQL and Redis share ${cores} cores.`,
      ...(isRoom ? [] : ['One worker and its database alone take more than half of the cores: two are limited by those.']),
    ],
  )
}

async function measure(db: pg.Pool, seeded: Seeded, count: number, busy: number[]): Promise<number> {
  await reset(db, seeded, MEMBERS, false)
  const workers = Array.from({ length: count }, startWorker)
  try {
    await sleep(BEGIN_MS)
    await insertEvents(db, seeded.workspaceId, 1, MEMBERS)
    const [from, before] = [performance.now(), processorMs()]
    await untilDone(db)
    const ms = performance.now() - from
    busy.push((processorMs() - before) / ms)
    return (MEMBERS * STEPS * 1_000) / ms
  } finally {
    await Promise.all(workers.map(stop))
  }
}

/** What the machine's processors have worked since it began. */
const processorMs = () => cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0)

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

/** Everybody waits and every mail is out. */
async function untilDone(db: pg.Pool): Promise<void> {
  const text = `select exists (select from engine.inbox) or exists (select from engine.message where status = 'pending') as open`
  for (const until = Date.now() + 300_000; Date.now() < until; await sleep(LOOK_MS)) {
    const { rows } = await db.query<{ open: boolean }>(text)
    if (!rows[0]?.open) return
  }
  throw new Error('The work was not done within five minutes.')
}
