import type pg from 'pg'
import { deploy } from '#prisma/deploy.ts'
import { closePool, createPool } from '#server/db/pg.ts'
import { env, provideEnv } from '#server/env.ts'
import { queueBackend } from '#server/queue/backend.ts'
import { Catalogs } from '#server/tick/catalog.ts'
import { createTickPool, type Spent } from '#server/tick/connection.ts'
import { Ticker, type TickerOptions } from '#server/tick/ticker.ts'
import { recorder, replay } from './engine/limit.ts'
import { naive } from './engine/naive.ts'
import { makeJourney, reset, type Seeded, STEPS } from './engine/seed.ts'
import { interleave, median, type Rounds, ratio } from './measure.ts'
import { type Line, publish } from './results.ts'

const MEMBERS = 200_000
const NAIVE_MEMBERS = 300
/** Rows in a statement of the limit, whatever the machine was doing when it was recorded. */
const LIMIT_ROWS = 1_000
const ROUNDS = 3
const HOUR_MS = 3_600_000

/**
 * Steps a second through a journey of six nodes, entered through the inbox, against the raw writes of the same rows, and
 * against one job for each member and step with Prisma. Every run's rows are counted.
 */
export async function run(): Promise<boolean> {
  const databaseUrl = new URL('/sojourn_engine', env().DATABASE_URL).href
  await deploy(databaseUrl)
  provideEnv({ DATABASE_URL: databaseUrl })
  const db = createPool({ max: 2 })
  const seeded = await makeJourney(db)
  const { recording, onDecided } = recorder()
  await throughEngine(db, seeded, 2, { onDecided, rows: LIMIT_ROWS })
  const spent: Spent = new Map()
  const rounds = await interleave(ROUNDS, {
    limit: async () => {
      await reset(db, seeded, MEMBERS, false)
      const seconds = await withTickPool((pool) => replay(pool, recording))
      await check(db, { left: MEMBERS })
      return (MEMBERS * STEPS) / seconds
    },
    'one connection': () => throughEngine(db, seeded, 1, { spent }),
    'two connections': () => throughEngine(db, seeded, 2, {}),
    naive: async () => {
      await reset(db, seeded, NAIVE_MEMBERS, false)
      return naive(seeded, NAIVE_MEMBERS, queueBackend())
    },
  })
  await Promise.all([db.end(), closePool()])
  return publish('engine', linesOf(rounds), [...timesOf(spent), `${MEMBERS} members, ${ROUNDS} rounds, one of each variant a round.`])
}

const withTickPool = async <T>(work: (pool: pg.Pool) => Promise<T>): Promise<T> => {
  const pool = createTickPool(2)
  return work(pool).finally(() => pool.end())
}

/** Everybody enters, the wait runs out under a virtual clock, everybody leaves. Returns steps a second of both halves. */
async function throughEngine(db: pg.Pool, seeded: Seeded, tickers: number, options: Partial<TickerOptions>): Promise<number> {
  await reset(db, seeded, MEMBERS, true)
  const clock = { now: new Date() }
  const catalogs = new Catalogs()
  const ms = await withTickPool(async (pool) => {
    const crew = Array.from({ length: tickers }, () => new Ticker({ pool, catalogs, clock, ...options }))
    let total = await drain(crew)
    clock.now = new Date(clock.now.getTime() + 2 * HOUR_MS)
    total += await drain(crew)
    return total
  })
  await check(db, { left: 0 })
  return (MEMBERS * STEPS * 1_000) / ms
}

async function drain(crew: Ticker[]): Promise<number> {
  const from = performance.now()
  await Promise.all(
    crew.map(async (ticker) => {
      for (let idle = 0; idle < 2; ) idle = (await ticker.tick()).rows > 0 ? 0 : idle + 1
    }),
  )
  return performance.now() - from
}

/** Every row that the journey makes is there. `left`: rows that wait; the limit leaves its timers. */
async function check(db: pg.Pool, { left }: { left: number }): Promise<void> {
  const { rows } = await db.query<Record<string, number>>(`select
    (select count(*)::int from engine.progress where status = 'ENDED') as "ended passages",
    (select sum(jsonb_array_length(visits))::int from engine.walk) as "lines of walks",
    (select count(*)::int from engine.message) as messages,
    (select count(*)::int from engine.event) as events,
    (select sum(count)::int from engine.event_report) as "events counted",
    (select sum(count)::int from engine.journey_node_execution_report where outlet = '') as "arrivals counted",
    (select sum(count)::int from engine.journey_node_execution_report where outlet <> '') as "departures counted",
    (select sum(count)::int from engine.journey_node_performance_report) as "messages counted",
    (select count(*)::int from engine.inbox) + (select count(*)::int from engine.timer) as "rows left"`)
  const expected: Record<string, number> = {
    'ended passages': MEMBERS,
    'lines of walks': (STEPS + 1) * MEMBERS,
    messages: 2 * MEMBERS,
    events: MEMBERS,
    'events counted': MEMBERS,
    'arrivals counted': STEPS * MEMBERS,
    'departures counted': STEPS * MEMBERS,
    'messages counted': 2 * MEMBERS,
    'rows left': left,
  }
  for (const [name, count] of Object.entries(expected))
    if (rows[0]?.[name] !== count) throw new Error(`The run left ${rows[0]?.[name]} ${name}, not ${count}.`)
}

function linesOf(rounds: Rounds): Line[] {
  const names = { limit: 'raw writes of the same rows, two connections', 'one connection': 'engine, one connection' } as const
  const spreadOf = (name: string): [number, number] => [Math.min(...(rounds[name] ?? [])), Math.max(...(rounds[name] ?? []))]
  const rate = (name: string, what: string): Line => ({ what, figure: median(rounds[name] ?? []), unit: 'steps/s', spread: spreadOf(name) })
  return [
    rate('limit', names.limit),
    rate('one connection', names['one connection']),
    rate('two connections', 'engine, two connections'),
    rate('naive', 'one job for each member and step, Prisma'),
    { what: 'engine to raw writes', figure: ratio(rounds, 'two connections', 'limit'), unit: 'x', bar: { atLeast: 0.45 } },
    { what: 'engine to one job for each step', figure: ratio(rounds, 'two connections', 'naive'), unit: 'x', bar: { atLeast: 150 } },
  ]
}

/** Where one connection's time went. */
function timesOf(spent: Spent): string[] {
  const total = [...spent.values()].reduce((sum, { ms }) => sum + ms, 0)
  const statements = [...spent.values()].reduce((sum, { count }) => sum + count, 0)
  const parts = [...spent]
    .sort(([, a], [, b]) => b.ms - a.ms)
    .map(([name, { ms }]) => `${name.replace('tick_', '')} ${Math.round((100 * ms) / total)} %`)
  return [
    `In PostgreSQL, one connection: ${parts.join(', ')}.`,
    `${(statements / (MEMBERS * STEPS * ROUNDS)).toFixed(5)} statements a step.`,
  ]
}
