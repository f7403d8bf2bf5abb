import type pg from 'pg'
import { deploy } from '#prisma/deploy.ts'
import { createPool } from '#server/db/pg.ts'
import { env, provideEnv } from '#server/env.ts'
import { Catalogs } from '#server/tick/catalog.ts'
import { createTickPool } from '#server/tick/connection.ts'
import { Ticker } from '#server/tick/ticker.ts'
import { history } from './engine/history.ts'
import { addMembers, makeJourney, type Seeded, STEPS } from './engine/seed.ts'
import { interleave, median, ratio } from './measure.ts'
import { publish } from './results.ts'

/** Passages that lie in the tables already, four visits each, a fifth of them waiting with a timer. */
const SIZES = { small: 50_000, large: Number(process.env.SCALE ?? 5_000_000) } as const
const MEMBERS = 20_000
const ROUNDS = 5
const HOUR_MS = 3_600_000

type Place = { db: pg.Pool; ticks: pg.Pool; seeded: Seeded; next: number; clock: { now: Date } }

/**
 * What a step costs while millions of passages and visits lie in the tables, against a small installation: the same journey
 * walked by fresh members in two databases of one server, in turn.
 */
export async function run(): Promise<boolean> {
  const places = { small: await prepare('small'), large: await prepare('large') }
  const rounds = await interleave(ROUNDS, { small: () => walk(places.small), large: () => walk(places.large) })
  const bytes = await sizeOf(places.large.db)
  for (const { db, ticks } of Object.values(places)) await Promise.all([db.end(), ticks.end()])
  const spread = (of: 'small' | 'large'): [number, number] => [Math.min(...(rounds[of] ?? [])), Math.max(...(rounds[of] ?? []))]
  return publish(
    'scale',
    [
      {
        what: `steps with ${SIZES.small} passages in the tables`,
        figure: median(rounds.small ?? []),
        unit: 'steps/s',
        spread: spread('small'),
      },
      {
        what: `steps with ${SIZES.large} passages in the tables`,
        figure: median(rounds.large ?? []),
        unit: 'steps/s',
        spread: spread('large'),
      },
      { what: 'cost of a step, large to small', figure: ratio(rounds, 'small', 'large'), unit: 'x', bar: { below: 1.3 } },
    ],
    [
      `${SIZES.large * 4} visits beside the passages; the large database takes ${(bytes / 2 ** 30).toFixed(1)} GiB.`,
      `${MEMBERS} fresh members a round, ${ROUNDS} rounds, two connections.`,
    ],
  )
}

async function prepare(size: keyof typeof SIZES): Promise<Place> {
  const connectionString = new URL(`/sojourn_scale_${size}`, env().DATABASE_URL).href
  await deploy(connectionString)
  provideEnv({ DATABASE_URL: connectionString })
  const db = createPool({ max: 2, connectionString })
  const seeded = await makeJourney(db)
  await history(db, seeded, SIZES[size])
  return { db, ticks: createTickPool(2, { connectionString }), seeded, next: SIZES[size] + 1, clock: { now: new Date() } }
}

/** Fresh members enter, wait under a virtual clock, and leave. Steps a second. */
async function walk(place: Place): Promise<number> {
  await addMembers(place.db, place.seeded, place.next, MEMBERS)
  place.next += MEMBERS
  const catalogs = new Catalogs()
  const crew = [0, 1].map(() => new Ticker({ pool: place.ticks, catalogs, clock: place.clock }))
  const from = performance.now()
  await drain(crew)
  place.clock.now = new Date(place.clock.now.getTime() + 2 * HOUR_MS)
  await drain(crew)
  const seconds = (performance.now() - from) / 1_000
  await check(place)
  return (MEMBERS * STEPS) / seconds
}

async function drain(crew: Ticker[]): Promise<void> {
  await Promise.all(
    crew.map(async (ticker) => {
      for (let idle = 0; idle < 2; ) idle = (await ticker.tick()).rows > 0 ? 0 : idle + 1
    }),
  )
}

async function check({ db, seeded, next }: Place): Promise<void> {
  const { rows } = await db.query<{ ended: number }>(
    `select count(*)::int as ended from engine.progress where workspace_id = $1 and member_id >= $2 and status = 'ENDED' and journey_id = $3`,
    [seeded.workspaceId, next - MEMBERS, seeded.journeyId],
  )
  if (rows[0]?.ended !== MEMBERS) throw new Error(`${rows[0]?.ended} of ${MEMBERS} members walked to the end.`)
}

async function sizeOf(db: pg.Pool): Promise<number> {
  return (await db.query<{ bytes: number }>('select pg_database_size(current_database()) as bytes')).rows[0]?.bytes ?? 0
}
