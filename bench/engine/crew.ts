import { provideEnv } from '#server/env.ts'
import { Catalogs } from '#server/tick/catalog.ts'
import { createTickPool, type Spent } from '#server/tick/connection.ts'
import { Ticker } from '#server/tick/ticker.ts'
import type { Drained } from './crewProcess.ts'

const HOUR_MS = 3_600_000

/**
 * A process of tickers, as a worker has them: works off what lies in the inbox, then, two hours later by a virtual clock, what is
 * due, and tells its parent how long both took.
 */
process.once('message', async (asked: { databaseUrl: string; tickers: number }) => {
  provideEnv({ DATABASE_URL: asked.databaseUrl })
  const pool = createTickPool(asked.tickers)
  const clock = { now: new Date() }
  const catalogs = new Catalogs()
  const spent: Spent = new Map()
  const crew = Array.from({ length: asked.tickers }, () => new Ticker({ pool, catalogs, clock, spent }))
  const cpu = process.cpuUsage()
  let ms = await drain(crew)
  clock.now = new Date(clock.now.getTime() + 2 * HOUR_MS)
  ms += await drain(crew)
  const { user, system } = process.cpuUsage(cpu)
  const drained: Drained = { ms, processorMs: (user + system) / 1_000, spent: [...spent] }
  process.send?.(drained)
  await pool.end()
  process.disconnect()
})

async function drain(crew: Ticker[]): Promise<number> {
  const from = performance.now()
  await Promise.all(
    crew.map(async (ticker) => {
      for (let idle = 0; idle < 2; ) idle = (await ticker.tick()).rows > 0 ? 0 : idle + 1
    }),
  )
  return performance.now() - from
}
