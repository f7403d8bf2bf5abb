import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { journeyDocumentSchema } from '#domain/journey/document.ts'
import { pool, transaction } from '#server/db/pg.ts'
import { acceptEvents } from '#server/ingest/accept.ts'
import { expectLoyalty, type Purchase } from '#tests/support/cdnow.ts'
import { publish, rows, value } from '#tests/support/engine.ts'
import type { SmtpSink } from '#tests/support/smtp.ts'
import { until } from '#tests/support/until.ts'
import { makeWorkspace } from '#tests/support/workspace.ts'

const loyalty = journeyDocumentSchema.parse({
  name: 'Loyal',
  settings: { reentry: { mode: 'every_time' } },
  nodes: [
    {
      key: 'bought',
      kind: 'trigger.event',
      settings: { event: 'Order Completed', filter: { property: 'revenue', operator: 'gte', value: 20 } },
    },
    { key: 'third', kind: 'rule.condition', settings: { condition: { event: 'Order Completed', count: { operator: 'gte', value: 3 } } } },
    { key: 'pause', kind: 'rule.delay', settings: { duration: { seconds: 1 } } },
    { key: 'thanks', kind: 'action.email', settings: { subject: 'Thank you', body: '<p>For your order.</p>' } },
    { key: 'out', kind: 'action.exit', settings: {} },
  ],
  paths: [
    { source: 'bought', outlet: 'next', target: 'third' },
    { source: 'third', outlet: 'yes', target: 'pause' },
    { source: 'pause', outlet: 'next', target: 'thanks' },
    { source: 'third', outlet: 'no', target: 'out' },
    { source: 'thanks', outlet: 'next', target: 'out' },
  ],
})

export type Replay = { workspaceId: number; journeyId: number }

/** A workspace of its own with the loyalty journey published. */
export async function begin(): Promise<Replay> {
  const { id: workspaceId } = await makeWorkspace({ settings: { sender: { name: 'Shop', email: 'shop@example.com' } } })
  const { id: journeyId } = await publish(workspaceId, loyalty)
  return { workspaceId, journeyId }
}

export const addressOf = ({ workspaceId }: Replay, customer: string) => `c${customer}.w${workspaceId}@example.com`

/** Sends the purchases in file order, a part at a time, as clients do: what was not answered is sent again. */
export async function sendAll(replay: Replay, purchases: readonly Purchase[], afterPart: (part: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < purchases.length; from += PART) {
    await again(() => transaction((db) => acceptEvents(db, replay.workspaceId, purchases.slice(from, from + PART).map(eventOf(replay)))))
    await afterPart(from / PART)
  }
}
export const PART = 200

const eventOf =
  (replay: Replay) =>
  ({ customer, nth, revenue, quantity }: Purchase) => ({
    userId: customer,
    anonymousId: null,
    messageId: `${customer}-${nth}`,
    atBirth: { email: addressOf(replay, customer) },
    event: { kind: 'track' as const, name: 'Order Completed', at: new Date().toISOString(), properties: { revenue, quantity, nth } },
  })

async function again<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch {
      await sleep(50) // the database is away for a moment
    }
  }
}

const count = (text: string, values: unknown[]) => again(() => value<number>(`select count(*)::int from ${text}`, values))

/** Resolves when everything accepted was applied and every passage is over. */
export const applied = ({ workspaceId }: Replay) =>
  until(
    'everything was applied',
    async () =>
      (await count(`engine.inbox where workspace_id = $1 and kind = 'event'`, [workspaceId])) === 0 &&
      (await count('engine.timer where workspace_id = $1', [workspaceId])) === 0,
    240_000,
  )

/** Leases of killed workers run out, as they do after a minute. */
export const expireLeases = () =>
  again(() => pool().query(`update engine.message set leased_until = now() where status = 'pending' and leased_until > now()`))

export const sent = ({ workspaceId }: Replay) =>
  until(
    'every message had its outcome, and every outcome was applied',
    async () =>
      (await count(`engine.message where workspace_id = $1 and status = 'pending'`, [workspaceId])) === 0 &&
      (await count('engine.inbox where workspace_id = $1', [workspaceId])) === 0,
    120_000,
  )

/** Intents, visits and counters as the file alone says; and nobody got a mail twice. */
export async function verify(replay: Replay, purchases: readonly Purchase[], sink: SmtpSink): Promise<void> {
  const { workspaceId, journeyId } = replay
  const expected = expectLoyalty([...purchases])
  const passages = await rows<{ customer: string; nth: number; mails: number }>(
    `select m.user_id as customer, (p.entry #>> '{properties,nth}')::int as nth, (select count(*)::int from engine.message x where x.shard = p.shard and x.progress_id = p.id) as mails
     from engine.progress p join engine.member m on m.shard = p.shard and m.id = p.member_id where p.journey_id = $1 and p.status = 'ENDED'`,
    [journeyId],
  )
  const key = (customer: string, nth: number, mails: number) => `${customer} ${nth} ${mails}`
  expect(passages.map((one) => key(one.customer, one.nth, one.mails)).sort()).toEqual(
    purchases
      .filter(({ revenue }) => revenue >= 20)
      .map(({ customer, nth }) => key(customer, nth, nth >= 3 ? 1 : 0))
      .sort(),
  )
  expect(await count('engine.event where workspace_id = $1', [workspaceId])).toBe(expected.events)
  const nodes = await rows<{ key: string; count: number }>(
    `select node_key || ':' || outlet as key, sum(count)::int as count from engine.journey_node_execution_report where journey_id = $1 group by 1`,
    [journeyId],
  )
  const { entered, yes, no } = expected
  expect(Object.fromEntries(nodes.map((line) => [line.key, line.count]))).toEqual({
    ...{
      'bought:': entered,
      'bought:next': entered,
      'third:': entered,
      'third:yes': yes,
      'third:no': no,
      'pause:': yes,
      'pause:next': yes,
    },
    ...{ 'thanks:': yes, 'thanks:next': yes, 'out:': entered, 'out:!ended': entered },
  })
  await verifyMessages(replay, yes, sink)
}

async function verifyMessages(replay: Replay, intents: number, sink: SmtpSink): Promise<void> {
  const ledger = await rows<{ address: string; accepted: number; unknown: number }>(
    `select address, (count(*) filter (where status = 'accepted'))::int as accepted, (count(*) filter (where status = 'unknown'))::int as unknown
     from engine.message where journey_id = $1 group by 1`,
    [replay.journeyId],
  )
  const sum = (of: 'accepted' | 'unknown') => ledger.reduce((total, line) => total + line[of], 0)
  expect(sum('accepted') + sum('unknown')).toBe(intents)
  const arrived = new Map<string, number>()
  for (const { to } of sink.accepted) for (const address of to) arrived.set(address, (arrived.get(address) ?? 0) + 1)
  for (const { address, accepted, unknown } of ledger) {
    const mails = arrived.get(address) ?? 0
    expect(mails, address).toBeGreaterThanOrEqual(accepted)
    expect(mails, address).toBeLessThanOrEqual(accepted + unknown)
  }
  const counters = await rows<{ outcome: string; count: number }>(
    'select outcome, sum(count)::int as count from engine.journey_performance_report where journey_id = $1 group by 1',
    [replay.journeyId],
  )
  const counted = Object.fromEntries(counters.map((line) => [line.outcome, line.count]))
  expect({ created: counted.created, sent: counted.sent ?? 0, unknown: counted.unknown ?? 0 }).toEqual({
    created: intents,
    sent: sum('accepted'),
    unknown: sum('unknown'),
  })
}
