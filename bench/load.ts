import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { deploy } from '#prisma/deploy.ts'
import { closePool } from '#server/db/pg.ts'
import { env, provideEnv } from '#server/env.ts'
import { type SmtpSink, startSmtp } from '#tests/support/smtp.ts'
import { makeKey, makeWorkspace } from '#tests/support/workspace.ts'
import { type Counters, openCounters } from './load/counters.ts'
import { openSender, pace, type Sender } from './load/events.ts'
import { publishJourney } from './load/journey.ts'
import { untilMailed } from './load/mails.ts'
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
 * rest and while others come in; statements and Redis commands an event at four loads, whose events enter a journey and leave it without a mail;
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

/** One event every 50 ms, each of a pro, and the same while 500 others a second come in that lead to no mail. */
async function latencies(events: Sender, smtp: SmtpSink): Promise<Line[]> {
  const one = { firstMember: MEMBERS / 2, everyMs: 50, goOn: (sent: number) => sent < AT_REST }
  const atRest = await untilMailed(events, smtp, one)
  const others = pace(500, (AT_REST * one.everyMs) / 1_000, 1, (n) => events.one(free(n)))
  const [busy] = await Promise.all([untilMailed(events, smtp, one), others])
  return [
    { what: 'event to mail at rest, p50', figure: quantile(atRest, 0.5), unit: 'ms', bar: { below: 30 } },
    { what: 'event to mail at rest, p99', figure: quantile(atRest, 0.99), unit: 'ms', bar: { below: 250 } },
    { what: 'event to mail at 500 events/s, p50', figure: quantile(busy, 0.5), unit: 'ms', bar: { below: 30 } },
    { what: 'event to mail at 500 events/s, p99', figure: quantile(busy, 0.99), unit: 'ms', bar: { below: 250 } },
  ]
}

/** An order of a member who gets no mail for it. */
const free = (n: number) => ({ type: 'track' as const, userId: `u${n % (MEMBERS / 2)}`, event: 'Order Completed', properties: { n } })

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
  const before = await counters.read()
  const start = performance.now()
  const total = await pace(perSecond, seconds, perRequest, (from, count) =>
    count === 1 ? events.one(free(from)) : events.many(Array.from({ length: count }, (_, i) => free(from + i))),
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
