import { expect } from 'vitest'
import { type JourneyDocument, journeyDocumentSchema } from '#domain/journey/document.ts'
import { pool } from '#server/db/pg.ts'
import { recount } from '#server/report/recount.ts'
import { journey } from '#tests/support/drawing.ts'
import { type Place, publish, putEvents, rows, value } from '#tests/support/engine.ts'
import type { Receiver } from '#tests/support/receiver.ts'
import type { SmtpSink } from '#tests/support/smtp.ts'
import { until } from '#tests/support/until.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'

const MEMBERS = 12
export type Stage = { workspaceId: number; journeyId: number; url: string }

/** A wait that half of the members leave by an event and half by its timeout; mail before it, a call or mail behind it. */
const drawn = (url: string) => `trigger(Go) → email hello → waitFor(Ping within 1s:
  happened→call(POST ${url}; awaits; code=$.code: next→set code={{ journey.code }} → exit called, error→exit failed),
  timeout→email missed → exit mailed)`

/** Their contents in the journey itself, and as many tries of a call as there may be deaths in the middle of it. */
export function withContents(document: JourneyDocument): JourneyDocument {
  const nodes = document.nodes.map(({ settings, ...node }) => {
    if (node.kind === 'action.email') return { ...node, settings: { subject: settings.template ?? null, body: '<p>Hello.</p>' } }
    return { ...node, settings: node.kind === 'action.webhook' ? { ...settings, retriesMax: 10 } : settings }
  })
  return journeyDocumentSchema.parse({ ...document, nodes })
}

/** Makes a workspace whose members have all just done what starts the journey, and every second one what ends the wait. */
export async function setStage(receiver: Receiver): Promise<Stage> {
  const { id: workspaceId } = await makeWorkspace({ settings: { sender: { name: 'Shop', email: 'shop@example.com' } } })
  const url = `/hook/${workspaceId}`
  const { id: journeyId } = await publish(workspaceId, withContents(journey(drawn(receiver.url + url))))
  const members: Place[] = []
  for (let i = 0; i < MEMBERS; i++) members.push(await makeMember(workspaceId, `m${i}`, { email: `m${i}.w${workspaceId}@example.com` }))
  const done = (name: string, by: Place[]) =>
    by.map((member) => ({ member, payload: { kind: 'track', name, at: new Date().toISOString(), properties: {} } }))
  const pinged = members.filter((_, i) => i % 2 === 0)
  await putEvents(workspaceId, [...done('Go', members), ...done('Ping', pinged)])
  return { workspaceId, journeyId, url }
}

/** Resolves when nothing is left to do. */
export const over = ({ workspaceId }: Pick<Stage, 'workspaceId'>) =>
  until(
    'everything was applied and every message had its outcome',
    () =>
      value<boolean>(
        `select not exists (select from engine.inbox where workspace_id = $1) and not exists (select from engine.timer where workspace_id = $1)
           and not exists (select from engine.message where workspace_id = $1 and status = 'pending')`,
        [workspaceId],
      ),
    60_000,
  )

/** Rows, counters and what the providers accepted are those of an undisturbed run; only what promise 3 allows may be in doubt. */
export async function verify(whose: string, { workspaceId, journeyId, url }: Stage, sink: SmtpSink, receiver: Receiver): Promise<void> {
  const half = MEMBERS / 2
  expect(
    await rows(
      `select p.status, p.reason, m.attributes ->> 'code' as code, count(*)::int as count
       from engine.progress p join engine.member m on m.shard = p.shard and m.id = p.member_id where p.journey_id = $1 group by 1, 2, 3 order by 2`,
      [journeyId],
    ),
    whose,
  ).toEqual([
    { status: 'ENDED', reason: 'called', code: '7', count: half },
    { status: 'ENDED', reason: 'mailed', code: null, count: half },
  ])
  expect(
    await rows(
      `select node_key as node, count(*)::int as intents, count(distinct (member_id, visit))::int as visits from engine.message where journey_id = $1 group by 1 order by 1`,
      [journeyId],
    ),
    whose,
  ).toEqual([
    { node: 'call', intents: half, visits: half },
    { node: 'email', intents: MEMBERS, visits: MEMBERS },
    { node: 'email2', intents: half, visits: half },
  ])
  await verifyMails(whose, journeyId, workspaceId, sink)
  await verifyCalls(whose, journeyId, url, receiver)
  expect(await value('select count(*)::int from engine.event where workspace_id = $1', [workspaceId]), whose).toBe(MEMBERS + half)
  expect(await recount(pool(), journeyId), whose).toEqual([])
}

/** A mail may be in doubt, and then it may have arrived; none arrives twice, whatever happens. */
async function verifyMails(whose: string, journeyId: number, workspaceId: number, sink: SmtpSink): Promise<void> {
  const ledger = await rows<{ key: string; status: string }>(
    `select address || ' ' || subject as key, status from engine.message where journey_id = $1 and channel = 'email'`,
    [journeyId],
  )
  const arrived = new Map<string, number>()
  for (const { to, raw } of sink.accepted) {
    if (!to.join().endsWith(`.w${workspaceId}@example.com`)) continue
    const key = `${to.join()} ${/^Subject: (.*?)\r$/m.exec(raw.toString())?.[1]}`
    arrived.set(key, (arrived.get(key) ?? 0) + 1)
  }
  const known = new Set(ledger.map(({ key }) => key))
  expect(
    [...arrived.keys()].filter((key) => !known.has(key)),
    whose,
  ).toEqual([])
  const wrong = ledger.filter(({ key, status }) => {
    const times = arrived.get(key) ?? 0
    return status === 'accepted' ? times !== 1 : status !== 'unknown' || times > 1
  })
  expect(wrong, whose).toEqual([])
}

/** A call is made again after a death, under the id by which its receiver tells a repeat. */
async function verifyCalls(whose: string, journeyId: number, url: string, receiver: Receiver): Promise<void> {
  const calls = receiver.calls.filter(({ path }) => path === url)
  const ids = new Set(calls.map(({ headers }) => headers['webhook-id']))
  expect(ids.size, whose).toBe(MEMBERS / 2)
  const statuses = await rows(`select distinct status from engine.message where journey_id = $1 and channel = 'webhook'`, [journeyId])
  expect(statuses, whose).toEqual([{ status: 'accepted' }])
}
