import { randomUUID } from 'node:crypto'
import autocannon, { type Request } from 'autocannon'
import type pg from 'pg'
import { deploy } from '#prisma/deploy.ts'
import { createPool } from '#server/db/pg.ts'
import { env } from '#server/env.ts'
import { newKey } from '#server/workspace/key.ts'
import { multiRowInserts } from './ingest/limit.ts'
import { startEcho, startWeb } from './ingest/programs.ts'
import { interleave, median, type Rounds, ratio } from './measure.ts'
import { type Line, publish } from './results.ts'

const ROUNDS = 5
const SECONDS = 4
const PER_BATCH = 100
const SINGLE = { connections: 256 }
const BATCHED = { connections: 32 }
const PAGE_EVERY_MS = 200

/** Becomes an id of its own in every request. */
const ID = '[id]'
const item = (user: string) => ({
  type: 'track',
  messageId: `node-next-1795255200000-${ID}`,
  userId: user,
  event: 'Order Completed',
  timestamp: new Date().toISOString(),
  properties: { revenue: 29.5, currency: 'USD', coupon: 'AUTUMN', products: [{ sku: 'bowl-1', quantity: 2 }] },
  context: { library: { name: '@segment/analytics-node', version: '3.1.0' } },
})
const payload = (n: number) => {
  const { type, event, timestamp, properties, context } = item('')
  return JSON.stringify({ kind: type, name: event, at: timestamp, properties, context, messageId: `limit-0000000000000-00000000-${n}` })
}

/**
 * Durable ingestion: requests with one event against a bare node:http server, and events in batches against multi-row
 * inserts of the same rows. In turn within each round, alone and again while pages are being loaded.
 */
export async function run(): Promise<boolean> {
  const databaseUrl = new URL('/sojourn_ingest', env().DATABASE_URL).href
  await deploy(databaseUrl)
  const pool = createPool({ connectionString: databaseUrl, max: 4 })
  const { workspaceId, key } = await prepare(pool)
  const [echo, web] = [await startEcho(), await startWeb(databaseUrl)]
  const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`
  const single = bodiesOf(JSON.stringify(item('member-1')))
  const batchOf = Array.from({ length: PER_BATCH }, (_, i) => item(`member-${i}`))
  const batch = bodiesOf(JSON.stringify({ batch: batchOf, sentAt: new Date().toISOString() }))

  const fire = async (url: string, path: string, bodies: () => string, connections: number) => {
    const headers = { 'content-type': 'application/json', authorization }
    const setupRequest = (request: Request) => ({ ...request, body: bodies() })
    const result = await autocannon({ url, connections, duration: SECONDS, requests: [{ method: 'POST', path, headers, setupRequest }] })
    if (result.non2xx || result.errors) throw new Error(`${result.non2xx} answers were no success, ${result.errors} requests failed`)
    return result['2xx'] / result.duration
  }
  const singles = () => fire(web.url, '/v1/track', single, SINGLE.connections)
  const batches = async () => PER_BATCH * (await fire(web.url, '/v1/batch', batch, BATCHED.connections))
  const stored = (work: () => Promise<number>) => async () => {
    await pool.query('truncate engine.inbox, engine.event_seen, engine.rejected_event')
    const rate = await work()
    const { rows } = await pool.query<{ n: number }>('select count(*) as n from engine.inbox')
    if ((rows[0]?.n ?? 0) < rate) throw new Error(`${rows[0]?.n} rows are too few for ${Math.round(rate)} a second`)
    return rate
  }
  await stored(batches)()
  const rounds = await interleave(ROUNDS, {
    'bare server': () => fire(echo.url, '/', single, SINGLE.connections),
    'one event a request': stored(singles),
    'the same while pages load': stored(() => whilePagesLoad(web.url, singles)),
    'multi-row inserts': stored(() => multiRowInserts(pool, workspaceId, SECONDS, payload)),
    'batches of 100': stored(batches),
    'batches while pages load': stored(() => whilePagesLoad(web.url, batches)),
  })
  await Promise.all([echo.close(), web.close(), pool.end()])
  return publish('ingest', linesOf(rounds), [
    `${ROUNDS} rounds of ${SECONDS} s, one of each variant a round; every event durable before its 200.`,
  ])
}

/** The same body over and over, each time with ids of its own. */
function bodiesOf(template: string): () => string {
  const parts = template.split(ID)
  const run = randomUUID()
  let serial = 0
  return () => parts.reduce((body, part) => `${body}${run}-${serial++}${part}`)
}

async function prepare(pool: pg.Pool): Promise<{ workspaceId: number; key: string }> {
  const { key, prefix, hash } = newKey('write')
  const { rows } = await pool.query<{ id: number }>(
    `with w as (insert into workspace (slug, name) values ('bench', 'Bench') on conflict (slug) do update set name = excluded.name returning id)
     insert into api_key (workspace_id, name, scope, prefix, hash) select id, 'bench', 'write', $1, $2 from w returning workspace_id as id`,
    [prefix, hash],
  )
  return { workspaceId: rows[0]?.id ?? 0, key }
}

/** Five pages a second, one after the other, as some people clicking through the product would. */
async function whilePagesLoad(url: string, work: () => Promise<number>): Promise<number> {
  let isOver = false
  const browsing = (async () => {
    while (!isOver) {
      const started = performance.now()
      await fetch(`${url}/sign-in`).then((page) => page.text())
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, PAGE_EVERY_MS - (performance.now() - started))))
    }
  })()
  const rate = await work()
  isOver = true
  await browsing
  return rate
}

function linesOf(rounds: Rounds): Line[] {
  const rates = Object.entries(rounds).map(([what, values]): Line => {
    const isRequests = what === 'bare server' || !/batch|insert/.test(what)
    return {
      what,
      figure: median(values),
      unit: isRequests ? 'requests/s' : 'events/s',
      spread: [Math.min(...values), Math.max(...values)],
    }
  })
  const share = (of: string, to: string, atLeast: number): Line => ({
    what: `${of} / ${to}`,
    figure: ratio(rounds, of, to),
    unit: 'x',
    bar: { atLeast },
  })
  return [
    ...rates,
    share('one event a request', 'bare server', 0.3),
    share('the same while pages load', 'bare server', 0.3),
    share('batches of 100', 'multi-row inserts', 0.5),
    share('batches while pages load', 'multi-row inserts', 0.5),
  ]
}
