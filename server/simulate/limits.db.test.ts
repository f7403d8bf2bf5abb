import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { journeySettingsSchema } from '#domain/journey/settings.ts'
import type { Simulation } from '#domain/simulate/result.ts'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { createSender } from '#server/message/sender.ts'
import { setConsent } from '#server/message/setConsent.ts'
import { journey } from '#tests/support/drawing.ts'
import { makeTicker, publish, rows } from '#tests/support/engine.ts'
import { type Coming, live, livedPaths, simulatedPaths } from '#tests/support/live.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { simulateJourney } from './simulate.ts'

const FROM = Date.UTC(2026, 0, 10)
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const TO = FROM + 12 * 24 * HOUR

const clock = { now: new Date(FROM) }
const ticker = makeTicker({ clock })
const sender = createSender({ pool: pool(), clock, onOutcomes: () => {} })
afterAll(() => sender.close())

const night = { start: '22:00', end: '08:00' }
const workspaceLimits = fc.record({
  quietHours: fc.constantFrom<object | null>(null, night, { start: '12:00', end: '13:30' }),
  frequencyCaps: fc.constantFrom<object[]>(
    [],
    [{ messages: 1, per: { days: 1 } }],
    [
      { messages: 2, per: { days: 2 }, channel: 'email' },
      { messages: 1, per: { days: 3 }, topic: 'news' },
    ],
  ),
  minimumGap: fc.constantFrom<object | null>(null, null, { hours: 5 }),
  whenHeld: fc.constantFrom('queue', 'queue', 'drop'),
})
const journeyRules = fc
  .record({
    messageQuota: fc.constantFrom<number | object | null>(null, 3, { email: 5 }),
    rateLimit: fc.constantFrom<object | null>(null, { messages: 2, per: 'hour' }, { messages: 1, per: 'day' }),
    quietHours: fc.constantFrom<object | 'none' | null>(null, null, 'none', { start: '20:00', end: '06:00' }),
    whenHeld: fc.constantFrom<'queue' | 'drop' | null>(null, null, 'drop'),
    isExempt: fc.constantFrom(false, false, true),
    reentry: fc.constantFrom<object>({ mode: 'once_at_a_time' }, { mode: 'every_time' }),
    exits: fc.constantFrom<object[]>([], [{ event: 'Stop' }]),
  })
  .map((given) => journeySettingsSchema.parse(given))
const happening = fc.record({
  member: fc.nat(2),
  hours: fc.integer({ min: 0, max: 60 }).map((n) => n * 2),
  name: fc.constantFrom('Go', 'Go', 'Go', 'Stop'),
})

const inline = { subject: 'Hi', body: '<p>Hi</p>' }
/** Mails on and about a topic, one that is transactional, and a wait that hears what became of them. */
const drawn = journey(
  'trigger(Go) → email → delay 3h → email → waitFor(email_sent or email_suppressed within 2d: happened→email, happened2→email, timeout→email → exit)',
)
const contents = [inline, { ...inline, topic: 'news' }, { ...inline, isTransactional: true }, { ...inline, topic: 'news' }, inline]
const nodes = drawn.nodes.map((node) => (node.kind === 'action.email' ? { ...node, settings: contents.shift() ?? inline } : node))

type Told = { userId: string; node: string; at: string; status: string; reason: string | null; time: string }

/** The ledger as a simulation tells it; `time` is when a message was finished, or until when it waits. */
async function livedMessages(journeyId: number): Promise<Told[]> {
  const found = await rows<Omit<Told, 'at' | 'time'> & { at: Date; time: Date }>(
    `select m.user_id as "userId", x.node_key as node, x.created_at as at, case x.status when 'accepted' then 'sent' when 'pending' then 'held' else x.status end as status,
       x.reason, coalesce(x.finished_at, x.due_at) as time
     from engine.message x join engine.member m on m.shard = x.shard and m.id = x.member_id where x.journey_id = $1`,
    [journeyId],
  )
  return inOrder(found.map((one) => ({ ...one, at: one.at.toISOString(), time: one.time.toISOString() })))
}

const simulatedMessages = ({ paths = [] }: Simulation): Told[] =>
  inOrder(
    paths.flatMap(({ userId, passages }) =>
      passages
        .flatMap(({ messages }) => messages)
        .map(({ node, at, outcome: status, reason, finishedAt, holds }) => ({
          ...{ userId: userId ?? '', node, at, status, reason },
          time: finishedAt ?? holds.at(-1)?.until ?? '',
        })),
    ),
  )

const inOrder = (told: Told[]) => told.map((one) => ({ ...one, reason: one.status === 'sent' ? null : one.reason })).sort(byText)
const byText = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)

test('a backtest under limits tells what tick and sender did: each message went, waits or was dropped at the same instant for the same reason', {
  timeout: 300_000,
}, async () => {
  const cases = fc.record({
    limits: workspaceLimits,
    settings: journeyRules,
    happenings: fc.array(happening, { minLength: 4, maxLength: 20 }),
  })
  await fc.assert(
    fc.asyncProperty(cases, async ({ limits, settings, happenings }) => {
      const { id: workspaceId } = await makeWorkspace()
      await pool().query('update workspace set settings = settings || $2 where id = $1', [workspaceId, JSON.stringify(limits)])
      const ctx: Ctx = { workspaceId, role: 'owner', actor: { kind: 'system' }, requestId: 'test' }
      const members = [
        await makeMember(workspaceId, 'ann', { email: 'ann@example.com' }),
        await makeMember(workspaceId, 'ben', { email: 'ben@example.com', timezone: 'Asia/Tokyo' }),
        await makeMember(workspaceId, 'cleo', { email: 'cleo@example.com' }),
      ]
      const [, , cleo] = members
      if (cleo) await setConsent(ctx, { member: cleo, changes: [{ channel: 'email', topic: 'news', state: 'denied' }] })
      await settleConsent(workspaceId)
      const { id } = await publish(workspaceId, { ...drawn, nodes, settings })
      // Members have instants of their own: who is first of two at the same one is not told by any rule.
      const coming = happenings.flatMap(({ member, hours, name }): Coming[] => {
        const of = members[member]
        return of ? [{ member: of, at: FROM + hours * HOUR + member * MINUTE, name }] : []
      })
      await live(workspaceId, ticker, clock, coming, TO, sender)
      const window = { from: new Date(FROM).toISOString(), to: new Date(TO).toISOString() }
      const simulated = await simulateJourney(ctx, { journeyId: id, request: { version: 1, backtest: window, paths: true } })
      expect(simulatedPaths(simulated)).toEqual(await livedPaths(id))
      expect(simulatedMessages(simulated)).toEqual(await livedMessages(id))
    }),
    { numRuns: 12, seed: 20_261_125, endOnFailure: true },
  )
})

/** What a change of consent put into the inbox is applied before the time begins. */
async function settleConsent(workspaceId: number): Promise<void> {
  clock.now = new Date(FROM)
  await pool().query('delete from engine.inbox where workspace_id = $1', [workspaceId])
}
