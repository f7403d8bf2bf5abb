import { once } from 'node:events'
import { isMainThread, type MessagePort, parentPort, Worker } from 'node:worker_threads'
import { provideEnv } from '#server/env.ts'
import { Catalogs } from '#server/tick/catalog.ts'
import { createTickPool, type Spent } from '#server/tick/connection.ts'
import { tickThreadLimits } from '#server/tick/thread.ts'
import { Ticker } from '#server/tick/ticker.ts'
import { type Drained, spentSchema } from './drained.ts'

const HOUR_MS = 3_600_000

/** One run is told to a thread in three messages: to connect, to work off what lies there, to work off what is due two hours later. */
type Order = { begun: Date; hours: 0 | 2 } | 'connect'

/**
 * A process of tickers, each with a thread of its own, as a worker has them. It lives as long as its parent asks for runs, as a worker
 * does; the connections, one for each ticker, are opened for each run. Tells its parent how long a run took.
 */
if (isMainThread) process.once('message', lead)
else if (parentPort) follow(parentPort)

async function lead({ databaseUrl, tickers }: { databaseUrl: string; tickers: number }): Promise<void> {
  provideEnv({ DATABASE_URL: databaseUrl })
  const crew = Array.from({ length: tickers }, () => new Worker(new URL(import.meta.url), { resourceLimits: tickThreadLimits }))
  const all = (order: Order) =>
    Promise.all(
      crew.map(async (one) => {
        one.postMessage(order)
        const [times] = await once(one, 'message')
        return spentSchema.parse(times)
      }),
    )
  process.on('message', async () => {
    await all('connect')
    const begun = new Date()
    const cpu = process.cpuUsage()
    const from = performance.now()
    const spent = [...(await all({ begun, hours: 0 })), ...(await all({ begun, hours: 2 }))].flat()
    const ms = performance.now() - from
    const { user, system } = process.cpuUsage(cpu)
    process.send?.({ ms, processorMs: (user + system) / 1_000, spent } satisfies Drained)
  })
  process.once('disconnect', () => process.exit())
}

function follow(port: MessagePort): void {
  const catalogs = new Catalogs()
  let pool = createTickPool(1)
  port.on('message', async (order: Order) => {
    const spent: Spent = new Map()
    if (order === 'connect') {
      await pool.end()
      pool = createTickPool(1)
      await pool.query('select 1')
    } else {
      const ticker = new Ticker({ pool, catalogs, clock: { now: new Date(order.begun.getTime() + order.hours * HOUR_MS) }, spent })
      for (let idle = 0; idle < 2; ) {
        const { rows, isFull } = await ticker.tick()
        idle = rows > 0 || isFull ? 0 : idle + 1
      }
    }
    port.postMessage([...spent])
  })
}
