import type pg from 'pg'
import { deploy } from '#prisma/deploy.ts'
import { closePool, createPool } from '#server/db/pg.ts'
import { env, provideEnv } from '#server/env.ts'
import { queueBackend } from '#server/queue/backend.ts'
import { Catalogs } from '#server/tick/catalog.ts'
import { createTickPool } from '#server/tick/connection.ts'
import { Ticker } from '#server/tick/ticker.ts'
import { buildCrew, type CrewProcess, startCrew } from './engine/crewProcess.ts'
import type { Drained } from './engine/drained.ts'
import { type Recording, recorder, replay } from './engine/limit.ts'
import { naive } from './engine/naive.ts'
import { makeJourney, reset, type Seeded, STEPS } from './engine/seed.ts'
import { interleave, median, type Rounds, ratio } from './measure.ts'
import { type Line, publish } from './results.ts'

const MEMBERS = 200_000
const NAIVE_MEMBERS = 1_000
/** Rows in a statement of the limit, whatever the machine was doing when it was recorded. */
const LIMIT_ROWS = 1_000
const ROUNDS = 5
const HOUR_MS = 3_600_000

/**
 * Steps a second through a journey of six nodes, entered through the inbox, against the raw writes of the same rows, and
 * against one job for each member and step with Prisma. Every run's rows are counted.
 */
export async function run(members = MEMBERS): Promise<boolean> {
  const databaseUrl = new URL('/sojourn_engine', env().DATABASE_URL).href
  await deploy(databaseUrl)
  provideEnv({ DATABASE_URL: databaseUrl })
  const db = createPool({ max: 2 })
  const seeded = await makeJourney(db)
  await buildCrew()
  const recording = await record(db, seeded, members)
  const crews = { one: startCrew(databaseUrl, 1), two: startCrew(databaseUrl, 2) }
  const drained: Drained[] = []
  const rounds = await interleave(ROUNDS, {
    limit: async () => {
      await reset(db, seeded, members, false)
      const seconds = await withTickPool((pool) => replay(pool, recording))
      await check(db, { members, left: members })
      return (members * STEPS) / seconds
    },
    'one connection': async () => {
      const one = await throughEngine(db, seeded, members, crews.one)
      drained.push(one)
      return (members * STEPS * 1_000) / one.ms
    },
    'two connections': async () => (members * STEPS * 1_000) / (await throughEngine(db, seeded, members, crews.two)).ms,
    naive: async () => {
      await reset(db, seeded, NAIVE_MEMBERS, false)
      return naive(seeded, NAIVE_MEMBERS, queueBackend())
    },
  })
  for (const crew of Object.values(crews)) crew.end()
  await Promise.all([db.end(), closePool()])
  return publish(
    'engine',
    [
      ...linesOf(rounds),
      { what: 'statements a step', figure: statementsOf(drained) / (members * STEPS * drained.length), unit: '', bar: { below: 0.02 } },
    ],
    [
      ...timesOf(drained, members),
      `${members} members, ${ROUNDS} rounds, one of each variant a round; the tickers in a process of their own, a thread each, built as the worker is.`,
    ],
  )
}

const withTickPool = async <T>(work: (pool: pg.Pool) => Promise<T>): Promise<T> => {
  const pool = createTickPool(2)
  return work(pool).finally(() => pool.end())
}

/** Everybody enters, the wait runs out under a virtual clock, everybody leaves. */
async function throughEngine(db: pg.Pool, seeded: Seeded, members: number, crew: CrewProcess): Promise<Drained> {
  await reset(db, seeded, members, true)
  const drained = await crew.drain()
  await check(db, { members, left: 0 })
  return drained
}

/** One such run in this process, whose writes are kept for the limit. */
async function record(db: pg.Pool, seeded: Seeded, members: number): Promise<Recording> {
  await reset(db, seeded, members, true)
  const { recording, onDecided } = recorder()
  await withTickPool(async (pool) => {
    const clock = { now: new Date() }
    const catalogs = new Catalogs()
    const crew = [0, 1].map(() => new Ticker({ pool, catalogs, clock, onDecided, rows: LIMIT_ROWS }))
    await workOff(crew)
    clock.now = new Date(clock.now.getTime() + 2 * HOUR_MS)
    await workOff(crew)
  })
  await check(db, { members, left: 0 })
  return recording
}

const workOff = (crew: Ticker[]) =>
  Promise.all(
    crew.map(async (ticker) => {
      for (let idle = 0; idle < 2; ) {
        const { rows, isFull } = await ticker.tick()
        idle = rows > 0 || isFull ? 0 : idle + 1
      }
    }),
  )

/** Every row that the journey makes is there. `left`: rows that wait; the limit leaves its timers. */
async function check(db: pg.Pool, { members, left }: { members: number; left: number }): Promise<void> {
  const { rows } = await db.query<Record<string, number>>(`select
    (select count(*)::int from engine.progress where status = 'ENDED') as "ended passages",
    (select sum(json_array_length(visits))::int from engine.walk) as "lines of walks",
    (select count(*)::int from engine.message) as messages,
    (select count(*)::int from engine.event) as events,
    (select sum(count)::int from engine.event_report) as "events counted",
    (select sum(count)::int from engine.journey_node_execution_report where outlet = '') as "arrivals counted",
    (select sum(count)::int from engine.journey_node_execution_report where outlet <> '') as "departures counted",
    (select sum(count)::int from engine.journey_node_performance_report) as "messages counted",
    (select count(*)::int from engine.inbox) + (select count(*)::int from engine.timer) as "rows left"`)
  const expected: Record<string, number> = {
    'ended passages': members,
    'lines of walks': (STEPS + 1) * members,
    messages: 2 * members,
    events: members,
    'events counted': members,
    'arrivals counted': STEPS * members,
    'departures counted': STEPS * members,
    'messages counted': 2 * members,
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

const statementsOf = (drained: readonly Drained[]) =>
  drained.reduce((sum, { spent }) => sum + spent.reduce((all, [, { count }]) => all + count, 0), 0)

/** Where one connection's time went. */
function timesOf(drained: Drained[], members: number): string[] {
  const steps = members * STEPS * drained.length
  const all = new Map<string, number>()
  for (const [name, { ms }] of drained.flatMap(({ spent }) => spent)) all.set(name, (all.get(name) ?? 0) + ms)
  const total = [...all.values()].reduce((sum, ms) => sum + ms, 0)
  const parts = [...all]
    .sort(([, a], [, b]) => b - a)
    .filter(([, ms]) => ms > total / 200)
    .map(([name, ms]) => `${name.replace('tick_', '')} ${Math.round((100 * ms) / total)} %`)
  const processor = drained.reduce((sum, one) => sum + one.processorMs, 0)
  return [
    `One connection: ${((1_000 * total) / steps).toFixed(1)} us a step in PostgreSQL (${parts.join(', ')}), ${((1_000 * processor) / steps).toFixed(1)} us of the worker's processor.`,
  ]
}
