import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { deploy } from '#prisma/deploy.ts'
import { closePool } from '#server/db/pg.ts'
import { env, provideEnv } from '#server/env.ts'
import { startSmtp } from '#tests/support/smtp.ts'
import { makeKey, makeWorkspace } from '#tests/support/workspace.ts'
import { type Counters, openCounters } from './load/counters.ts'
import { openSender, pace, type Sender } from './load/events.ts'
import { publishJourney } from './load/journey.ts'
import { startProduct } from './load/product.ts'
import { quantile } from './measure.ts'
import { type Line, publish } from './results.ts'

const MEMBERS = 2_000
const AT_REST = 300
/** Events a second, for how many seconds, how many in a request. */
const LOADS = [
  [10, 10, 1],
  [100, 8, 1],
  [500, 8, 1],
  [5_000, 6, 50],
] as const

/**
 * The built product under load: from the request of one event to the last byte of its mail at a real SMTP server, at
 * rest; statements and Redis commands an event at four loads, whose events enter a journey and leave it without a mail;
 * memory of its processes.
 */
export async function run(): Promise<boolean> {
  const databaseUrl = new URL('/sojourn_load', env().DATABASE_URL).href
  await deploy(databaseUrl)
  provideEnv({ DATABASE_URL: databaseUrl })
  const smtp = await startSmtp()
  const workspace = await makeWorkspace({ settings: { sender: { name: 'Bench', email: 'bench@example.com' } } })
  const [write, server] = [await makeKey(workspace.id, 'write'), await makeKey(workspace.id, 'server')]
  const product = await startProduct(databaseUrl, smtp.url)
  const counters = await openCounters(databaseUrl, env().REDIS_URL)
  const db = new pg.Client(databaseUrl)
  await db.connect()
  const events = openSender(product.url, write.key)
  try {
    await publishJourney(product.url, server.key)
    await makeMembers(events)
    await untilApplied(db)
    const atRest = await product.memory()
    const lines = [...(await latencies(events, smtp)), ...(await idle(counters))]
    for (const load of LOADS) lines.push(...(await costs(events, counters, db, load)))
    const after = await product.memory()
    for (const name of ['web', 'pages', 'worker'] as const) {
      lines.push(
        { what: `memory of ${name}, at rest`, figure: atRest[name], unit: 'MiB' },
        { what: `memory of ${name}, after the loads`, figure: after[name], unit: 'MiB' },
      )
    }
    return publish('load', lines, ['Client, SMTP server, PostgreSQL, Redis, web and worker share this machine.'])
  } finally {
    await Promise.all([events.close(), counters.close(), db.end(), closePool()])
    await product.close()
    await smtp.close()
  }
}

/** Every second one is a pro; u0 to u999 are not, u1000 to u1999 are. */
async function makeMembers(events: Sender): Promise<void> {
  for (let from = 0; from < MEMBERS; from += 500) {
    await events.many(
      Array.from({ length: 500 }, (_, i) => ({
        type: 'identify',
        userId: `u${from + i}`,
        traits: { email: `u${from + i}@example.com`, first_name: `Name${from + i}`, plan: from + i < MEMBERS / 2 ? 'free' : 'pro' },
      })),
    )
  }
}

async function untilApplied(db: pg.Client): Promise<void> {
  for (const until = Date.now() + 120_000; Date.now() < until; await sleep(20)) {
    const { rows } = await db.query<{ open: boolean }>(
      `select exists (select from engine.inbox) or exists (select from engine.timer) or exists (select from engine.message where status = 'pending') as open`,
    )
    if (!rows[0]?.open) return
  }
  throw new Error('the backlog was not worked off within two minutes')
}

/** One event every 50 ms, each to a pro: from before its request to when the SMTP server holds all of its mail. */
async function latencies(events: Sender, smtp: Awaited<ReturnType<typeof startSmtp>>): Promise<Line[]> {
  const sentAt: number[] = []
  smtp.reset()
  for (let n = 0; n < AT_REST; n++) {
    sentAt.push(Date.now())
    await events.one({ type: 'track', userId: `u${MEMBERS / 2 + n}`, event: 'Order Completed', properties: { n } })
    await sleep(50)
  }
  const accepted = await smtp.until(AT_REST, 30_000)
  const took = await Promise.all(
    accepted.map(async (mail) => {
      const n = Number(/order (\d+)/.exec((await mail.parsed()).subject ?? '')?.[1])
      return mail.at.getTime() - (sentAt[n] ?? Number.NaN)
    }),
  )
  return [
    { what: 'event to mail at rest, p50', figure: quantile(took, 0.5), unit: 'ms', bar: { below: 100 } },
    { what: 'event to mail at rest, p99', figure: quantile(took, 0.99), unit: 'ms', bar: { below: 1_000 } },
  ]
}

async function idle(counters: Counters): Promise<Line[]> {
  const before = await counters.read()
  await sleep(5_000)
  const after = await counters.read()
  return [
    { what: 'statements a second, nothing to do', figure: (after.statements - before.statements) / 5, unit: '/s' },
    { what: 'Redis commands a second, nothing to do', figure: (after.commands - before.commands) / 5, unit: '/s' },
  ]
}

async function costs(
  events: Sender,
  counters: Counters,
  db: pg.Client,
  [perSecond, seconds, perRequest]: (typeof LOADS)[number],
): Promise<Line[]> {
  const item = (n: number) => ({ type: 'track' as const, userId: `u${n % (MEMBERS / 2)}`, event: 'Order Completed', properties: { n } })
  const before = await counters.read()
  const start = performance.now()
  const total = await pace(perSecond, seconds, perRequest, (from, count) =>
    count === 1 ? events.one(item(from)) : events.many(Array.from({ length: count }, (_, i) => item(from + i))),
  )
  const sending = (performance.now() - start) / 1000
  const waiting = performance.now()
  await untilApplied(db)
  const after = await counters.read()
  const load = `${perSecond.toLocaleString('en-US')} events/s`
  return [
    { what: `statements an event, ${load}`, figure: (after.statements - before.statements) / total, unit: '' },
    { what: `Redis commands an event, ${load}`, figure: (after.commands - before.commands) / total, unit: '' },
    { what: `accepted, ${load}`, figure: total / sending, unit: 'events/s' },
    { what: `worked off after the last, ${load}`, figure: performance.now() - waiting, unit: 'ms' },
  ]
}
