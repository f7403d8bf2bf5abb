import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { deploy } from '#prisma/deploy.ts'
import { closePool } from '#server/db/pg.ts'
import { env, provideEnv } from '#server/env.ts'
import { startSmtp } from '#tests/support/smtp.ts'
import { makeKey, makeWorkspace } from '#tests/support/workspace.ts'
import { importMembers } from './imported.ts'
import { openCounters } from './load/counters.ts'
import { post, publishJourney, through } from './load/journey.ts'
import { startProduct } from './load/product.ts'
import { publish } from './results.ts'

const MEMBERS = 20_000
const { length: STEPS } = through.nodes
const MAILS = 2
const LOOK_MS = 500

/**
 * Everybody goes through a journey of six nodes, called in at once, two mails each to a real SMTP server, by the built product: the
 * statements and the Redis commands of all of it (the call, the walk over the audience, ticks, timers, mails claimed, sent and recorded,
 * their outcomes, reports) for each step. `npm run bench -- mailing=200000` for more.
 */
export async function run(members = MEMBERS): Promise<boolean> {
  const databaseUrl = new URL('/sojourn_mailing', env().DATABASE_URL).href
  await deploy(databaseUrl)
  provideEnv({ DATABASE_URL: databaseUrl })
  const smtp = await startSmtp()
  const workspace = await makeWorkspace({ settings: { sender: { name: 'Bench', email: 'bench@example.com' } } })
  const server = await makeKey(workspace.id, 'server')
  const db = new pg.Client(databaseUrl)
  await db.connect()
  await importMembers(db, workspace.id, members)
  const product = await startProduct(databaseUrl, smtp.url)
  const counters = await openCounters(databaseUrl, env().REDIS_URL)
  try {
    const journey = Number(await publishJourney(product.url, server.key, through))
    const [from, before] = [performance.now(), await counters.read()]
    await post(product.url, server.key, `/journeys/${journey}/initiate`, { audience: 'all' })
    const looks = await untilThrough(db, journey, members)
    const [seconds, after] = [(performance.now() - from) / 1_000, await counters.read()]
    const steps = members * STEPS
    return publish(
      'mailing',
      [
        { what: 'members who went through', figure: members, unit: '' },
        { what: 'mails accepted', figure: members * MAILS, unit: '' },
        { what: 'from the call until all are through and every mail is recorded', figure: seconds, unit: 's' },
        { what: 'mails, and what their members do besides', figure: (members * MAILS) / seconds, unit: 'mails/s' },
        { what: 'statements a step', figure: (after.statements - before.statements - looks) / steps, unit: '' },
        { what: 'Redis commands a step', figure: (after.commands - before.commands) / steps, unit: '', bar: { below: 0.05 } },
      ],
      ['SMTP server and stores share this machine.'],
    )
  } finally {
    await Promise.all([counters.close(), db.end(), closePool()])
    await product.close()
    await smtp.close()
  }
}

/** Everybody has left, every mail is recorded as accepted and its outcome is worked off. Returns how many statements that took. */
async function untilThrough(db: pg.Client, journeyId: number, members: number): Promise<number> {
  let looks = 0
  for (const until = Date.now() + 1_800_000; Date.now() < until; await sleep(LOOK_MS)) {
    looks++
    const { rows } = await db.query<{ ended: number; accepted: number; open: boolean }>(
      `select (select coalesce(sum(ended), 0)::int from engine.journey_report where journey_id = $1) as ended,
         (select coalesce(sum(count), 0)::int from engine.journey_performance_report where journey_id = $1 and outcome = 'sent') as accepted,
         exists (select from engine.inbox) as open`,
      [journeyId],
    )
    const [row] = rows
    if (row?.ended === members && row.accepted === members * MAILS && !row.open) return looks
    if ((row?.accepted ?? 0) > members * MAILS) throw new Error(`${row?.accepted} mails were accepted, not ${members * MAILS}.`)
  }
  throw new Error('Not everybody was through after half an hour.')
}
