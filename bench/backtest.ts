import { createHash } from 'node:crypto'
import { deploy } from '#prisma/deploy.ts'
import { closePool, createPool } from '#server/db/pg.ts'
import { env, provideEnv } from '#server/env.ts'
import { simulateJourney } from '#server/simulate/simulate.ts'
import { regulars, seed } from './backtest/seed.ts'
import { publish } from './results.ts'

const MEMBERS = 50_000
const EVENTS_EACH = 20
const RUNS = 2
const MIB = 1_024

/** A million stored events through a journey of six nodes, twice: how long, in how much memory, and whether with one result. */
export async function run(): Promise<boolean> {
  const databaseUrl = new URL('/sojourn_backtest', env().DATABASE_URL).href
  await deploy(databaseUrl)
  provideEnv({ DATABASE_URL: databaseUrl })
  const db = createPool({ max: 1 })
  const { workspaceId, journeyId } = await seed(db, MEMBERS, EVENTS_EACH)
  await db.end()
  const ctx = { workspaceId, role: 'viewer' as const, actor: { kind: 'system' as const }, requestId: 'bench' }
  const backtest = { from: '2024-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z' }
  const seconds: number[] = []
  const hashes: string[] = []
  let passages = 0
  for (let i = 0; i < RUNS; i++) {
    const began = performance.now()
    const result = await simulateJourney(ctx, { journeyId, request: { version: 1, backtest } })
    seconds.push((performance.now() - began) / 1_000)
    hashes.push(createHash('sha256').update(JSON.stringify(result)).digest('hex').slice(0, 16))
    passages = result.journey.triggered
  }
  await closePool()
  const events = MEMBERS * EVENTS_EACH
  const slowest = Math.max(...seconds)
  return publish(
    'backtest',
    [
      { what: 'a million events, the slower run', figure: slowest, unit: 's', bar: { below: 60 } },
      { what: 'events', figure: events / slowest, unit: 'events/s' },
      { what: 'passages', figure: passages, unit: '' },
      { what: 'peak of resident memory', figure: process.resourceUsage().maxRSS / MIB, unit: 'MiB', bar: { below: 512 } },
      { what: 'results that differ', figure: new Set(hashes).size - 1, unit: '', bar: { below: 1 } },
    ],
    [`Results ${hashes.join(' and ')}. ${MEMBERS} members, ${regulars.nodes.length} nodes.`],
  )
}
