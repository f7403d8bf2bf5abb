import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { deploy } from '#prisma/deploy.ts'
import { closePool } from '#server/db/pg.ts'
import { env, provideEnv } from '#server/env.ts'
import { startSmtp } from '#tests/support/smtp.ts'
import { makeKey, makeWorkspace } from '#tests/support/workspace.ts'
import { importMembers } from './imported.ts'
import { type Counters, openCounters } from './load/counters.ts'
import { openSender, type Sender } from './load/events.ts'
import { post, publishJourney, waiting } from './load/journey.ts'
import { untilMailed } from './load/mails.ts'
import { startProduct } from './load/product.ts'
import { quantile } from './measure.ts'
import { publish } from './results.ts'

const MEMBERS = 1_000_000
/** Nodes until the wait. */
const STEPS = 3
/** Members who bring live events: the last of all. */
const LIVE = 20_000
const EVERY_MS = 50
const QUIET_MS = 60_000
const LOOK_MS = 500
const SETTLE_MS = 15_000

/**
 * A million members enter a journey by one call, and what a live event waits for its mail meanwhile, with one worker for
 * both (`npm run bench -- million=200000` for fewer); then what it costs that they wait.
 */
export async function run(members = MEMBERS): Promise<boolean> {
  const databaseUrl = new URL('/sojourn_million', env().DATABASE_URL).href
  await deploy(databaseUrl)
  provideEnv({ DATABASE_URL: databaseUrl })
  const smtp = await startSmtp()
  const workspace = await makeWorkspace({ settings: { sender: { name: 'Bench', email: 'bench@example.com' } } })
  const [write, server] = [await makeKey(workspace.id, 'write'), await makeKey(workspace.id, 'server')]
  const db = new pg.Client(databaseUrl)
  await db.connect()
  await importMembers(db, workspace.id, members)
  const product = await startProduct(databaseUrl, smtp.url)
  const counters = await openCounters(databaseUrl, env().REDIS_URL)
  const events = openSender(product.url, write.key)
  try {
    await publishJourney(product.url, server.key)
    const journey = Number(await publishJourney(product.url, server.key, waiting))
    await warm(events, members)
    const [from, atCall] = [performance.now(), await counters.read()]
    await post(product.url, server.key, `/journeys/${journey}/initiate`, { audience: 'all' })
    let isOver = false
    const alone = await countsOf(db, counters, journey, members / 4)
    const entering = untilWaiting(db, journey, members).finally(() => {
      isOver = true
    })
    const took = await untilMailed(events, smtp, { firstMember: members - LIVE, everyMs: EVERY_MS, goOn: (n) => !isOver && n < LIVE })
    await entering
    const [seconds, atWait] = [(performance.now() - from) / 1_000, await counters.read()]
    const steps = members * STEPS
    await sleep(SETTLE_MS)
    const [before, cpu] = [await counters.read(), await product.workerSeconds()]
    await sleep(QUIET_MS)
    const [after, cpuAfter] = [await counters.read(), await product.workerSeconds()]
    const perSecond = (count: number) => (count * 1_000) / QUIET_MS
    return publish(
      'million',
      [
        { what: 'members entered', figure: members, unit: '' },
        { what: 'from the call until all wait', figure: seconds, unit: 's' },
        { what: 'steps meanwhile', figure: steps / seconds, unit: 'steps/s' },
        {
          what: 'statements a step, nothing beside',
          figure: (alone.statements - atCall.statements) / alone.steps,
          unit: '',
          bar: { below: 0.02 },
        },
        {
          what: 'Redis commands a step, nothing beside',
          figure: (alone.commands - atCall.commands) / alone.steps,
          unit: '',
          bar: { below: 0.05 },
        },
        { what: 'statements a step, live events beside', figure: (atWait.statements - atCall.statements) / steps, unit: '' },
        { what: 'Redis commands a step, live events beside', figure: (atWait.commands - atCall.commands) / steps, unit: '' },
        { what: 'live event to mail meanwhile, p50', figure: quantile(took, 0.5), unit: 'ms' },
        { what: 'live event to mail meanwhile, p99', figure: quantile(took, 0.99), unit: 'ms', bar: { below: 2_000 } },
        { what: 'while they wait: processor of the worker', figure: perSecond(100 * (cpuAfter - cpu)), unit: '%', bar: { below: 2 } },
        { what: 'while they wait: statements', figure: perSecond(after.statements - before.statements), unit: '/s' },
        { what: 'while they wait: Redis commands', figure: perSecond(after.commands - before.commands), unit: '/s' },
        { what: 'while they wait: keys in Redis', figure: await counters.keys(), unit: '' },
      ],
      [`${took.length} live events, one every ${EVERY_MS} ms; client, SMTP server and stores share this machine.`],
    )
  } finally {
    await Promise.all([events.close(), counters.close(), db.end(), closePool()])
    await product.close()
    await smtp.close()
  }
}

/** The first events find everything cold: they are not measured. */
async function warm(events: Sender, members: number): Promise<void> {
  for (let n = 0; n < 20; n++) {
    await events.one({ type: 'track', userId: `u${members - LIVE - 20 + n}`, event: 'Order Completed', properties: { n } })
    await sleep(EVERY_MS)
  }
}

const enteredSql = 'select coalesce(sum(triggered), 0)::int as entered from engine.journey_report where journey_id = $1'

/** What was counted when at least so many had entered, and how many steps those were. */
async function countsOf(db: pg.Client, counters: Counters, journeyId: number, atLeast: number) {
  for (let looks = 1; ; looks++) {
    await sleep(LOOK_MS)
    const { rows } = await db.query<{ entered: number }>(enteredSql, [journeyId])
    const entered = rows[0]?.entered ?? 0
    if (entered < atLeast) continue
    const { statements, commands } = await counters.read()
    return { steps: entered * STEPS, statements: statements - looks, commands }
  }
}

async function untilWaiting(db: pg.Client, journeyId: number, members: number): Promise<void> {
  for (const until = Date.now() + 1_800_000; Date.now() < until; await sleep(LOOK_MS)) {
    const { rows } = await db.query<{ entered: number }>(enteredSql, [journeyId])
    if (rows[0]?.entered === members) return
    if ((rows[0]?.entered ?? 0) > members) throw new Error(`${rows[0]?.entered} entered, not ${members}.`)
  }
  throw new Error('Not everybody had entered after half an hour.')
}
