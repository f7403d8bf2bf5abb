import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPool, pool } from '#server/db/pg.ts'
import { updateJourney } from '#server/journey/update.ts'
import { claim } from '#server/message/claim.ts'
import { createSender, type Sender } from '#server/message/sender.ts'
import { setConsent } from '#server/message/setConsent.ts'
import { attemptMessages } from '#server/sql/attemptMessages.ts'
import { updateWorkspace } from '#server/workspace/update.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'

type Member = { shard: number; id: number }
const HOUR = 3_600_000
const NOON = new Date('2026-11-21T12:00:00Z')
const night = { start: '22:00', end: '08:00' }
const daily = (messages: number, more: object = {}) => ({ frequencyCaps: [{ messages, per: { days: 1 }, ...more }] })

const clock = { now: NOON }
let workspace: { id: number }
let sender: Sender
let made = 0

beforeEach(async () => {
  await pool().query('delete from workspace; delete from engine.message; delete from engine.inbox; delete from engine.delivery_event')
  await pool().query('delete from engine.journey_spending; delete from engine.journey_performance_report')
  clock.now = NOON
  workspace = await makeWorkspace()
  sender = newSender()
})
afterEach(() => sender.close())

const newSender = () => createSender({ pool: pool(), clock, onOutcomes: () => {} })
const ctx = () => ({ workspaceId: workspace.id, role: 'owner' as const, actor: { kind: 'system' as const }, requestId: 'test' })
const limitWorkspace = (settings: object) =>
  pool().query('update workspace set settings = settings || $2 where id = $1', [workspace.id, JSON.stringify(settings)])
const newMember = (attributes: object = {}) => makeMember(workspace.id, `m-${++made}`, { email: `m${made}@example.com`, ...attributes })

async function newJourney(settings: object = {}): Promise<number> {
  const { rows } = await pool().query<{ id: number }>(
    `insert into journey (workspace_id, name, status, settings) values ($1, 'A journey', 'ONGOING', $2) returning id`,
    [workspace.id, JSON.stringify(settings)],
  )
  return rows[0]?.id ?? 0
}
const limitJourney = (id: number, settings: object) =>
  pool().query('update journey set settings = settings || $2 where id = $1', [id, JSON.stringify(settings)])

const mail = { subject: 'Hi', body: '<p>Hello</p>' }
async function newMessage(member: Member, journeyId: number | null = null, content: object = mail): Promise<number> {
  const { rows } = await pool().query<{ id: number }>(
    `insert into engine.message (shard, id, workspace_id, lane, member_id, journey_id, channel, content, created_at, due_at)
     values ($1, nextval('engine.message_id'), $2, 0, $3, $4, 'email', $5, $6, $6) returning id`,
    [member.shard, workspace.id, member.id, journeyId, JSON.stringify(content), clock.now],
  )
  return rows[0]?.id ?? 0
}

/** Turns until nothing is due. */
async function sendAll(...senders: Sender[]): Promise<void> {
  const turns = async (one: Sender) => {
    while ((await one.turn()) > 0);
  }
  await Promise.all((senders.length > 0 ? senders : [sender]).map(turns))
}
const at = async (when: string | number) => {
  clock.now = typeof when === 'number' ? new Date(clock.now.getTime() + when) : new Date(when)
  await sendAll()
}

/** "accepted", "suppressed: quota", or "quiet_hours until 2026-11-22T08:00". */
async function fate(messageId: number): Promise<string> {
  const { rows } = await pool().query<{ status: string; reason: string | null; due_at: Date }>(
    'select status, reason, due_at from engine.message where id = $1',
    [messageId],
  )
  const { status, reason, due_at: dueAt } = rows[0] ?? { status: 'gone', reason: null, due_at: new Date(0) }
  if (status === 'pending') return `${reason} until ${dueAt.toISOString().slice(0, 16)}`
  return reason === null ? status : `${status}: ${reason}`
}
const fates = async (ids: number[]) => (await Promise.all(ids.map(fate))).sort()
async function tally(): Promise<Record<string, number>> {
  const { rows } = await pool().query<{ fate: string; count: number }>(
    `select concat_ws(': ', status, reason) as fate, count(*)::int as count from engine.message group by 1`,
  )
  return Object.fromEntries(rows.map((row) => [row.fate, row.count]))
}
const arrived = async () =>
  (await pool().query<{ count: number }>('select count(*)::int as count from engine.sandbox_message')).rows[0]?.count

describe('a quota', () => {
  it('is exact under two senders, and the rest is suppressed with its reason', async () => {
    const journeyId = await newJourney({ messageQuota: 50 })
    for (let i = 0; i < 120; i++) await newMessage(await newMember(), journeyId)
    const other = newSender()
    await sendAll(sender, other)
    await other.close()
    expect(await tally()).toEqual({ accepted: 50, 'suppressed: quota': 70 })
    expect(await arrived()).toBe(50)
  })

  it('that is raised lets later messages go, and one that is lowered stops them', async () => {
    const journeyId = await newJourney({ messageQuota: 1 })
    const first = [await newMessage(await newMember(), journeyId), await newMessage(await newMember(), journeyId)]
    await sendAll()
    expect(await fates(first)).toEqual(['accepted', 'suppressed: quota'])
    await limitJourney(journeyId, { messageQuota: 2 })
    const second = [await newMessage(await newMember(), journeyId), await newMessage(await newMember(), journeyId)]
    await sendAll()
    expect(await fates(second)).toEqual(['accepted', 'suppressed: quota'])
    await limitJourney(journeyId, { messageQuota: 1 })
    const third = await newMessage(await newMember(), journeyId)
    await sendAll()
    expect(await fate(third)).toBe('suppressed: quota')
  })

  it('of another channel, or of another journey, says nothing', async () => {
    await newJourney({ messageQuota: 0 })
    const message = await newMessage(await newMember(), await newJourney({ messageQuota: { line: 0 } }))
    await sendAll()
    expect(await fate(message)).toBe('accepted')
  })

  it('gets back what a message took that came to nothing', async () => {
    const journeyId = await newJourney({ messageQuota: 1 })
    const broken = await newMessage(await newMember(), journeyId, { template: 'gone' })
    await sendAll()
    expect(await fate(broken)).toBe('failed: template_missing')
    const next = await newMessage(await newMember(), journeyId)
    await sendAll()
    expect(await fate(next)).toBe('accepted')
  })

  it('is taken once by a message that is claimed twice', async () => {
    const journeyId = await newJourney({ messageQuota: 1 })
    const message = await newMessage(await newMember(), journeyId)
    await claim(pool(), 10, [], clock.now)
    await pool().query("update engine.message set leased_until = now() - interval '1 second'")
    await sendAll()
    expect(await fate(message)).toBe('accepted')
  })

  it('that is set late counts what went out before', async () => {
    const journeyId = await newJourney({ messageQuota: 6 })
    await pool().query(
      `insert into engine.journey_performance_report (workspace_id, journey_id, bucket, shard, channel, outcome, count)
       values ($1, $2, now(), 0, 'email', 'sent', 4), ($1, $2, now(), 1, 'email', 'unknown', 1), ($1, $2, now(), 1, 'email', 'failed', 9)`,
      [workspace.id, journeyId],
    )
    const messages = [await newMessage(await newMember(), journeyId), await newMessage(await newMember(), journeyId)]
    await sendAll()
    expect(await fates(messages)).toEqual(['accepted', 'suppressed: quota'])
  })
})

describe('a frequency cap', () => {
  it('is exact across journeys and under two senders, and lets out what waits as its window rolls on', async () => {
    await limitWorkspace(daily(2))
    const members = await Promise.all(Array.from({ length: 30 }, () => newMember()))
    for (let i = 0; i < 5; i++) {
      const journeyId = await newJourney()
      for (const member of members) await newMessage(member, journeyId)
    }
    const other = newSender()
    await sendAll(sender, other)
    await other.close()
    expect(await tally()).toEqual({ accepted: 60, 'pending: frequency_cap': 90 })
    const { rows } = await pool().query('select member_id from engine.message where status = $1 group by 1 having count(*) <> 2', [
      'accepted',
    ])
    expect(rows).toEqual([])
    await at(24 * HOUR - 1)
    expect(await tally()).toMatchObject({ accepted: 60 })
    await at(1)
    expect(await tally()).toMatchObject({ accepted: 120 })
    await at(24 * HOUR)
    expect(await tally()).toEqual({ accepted: 150 })
  })

  it('holds until the oldest message leaves the window, and says so in the log of the message', async () => {
    await limitWorkspace(daily(1))
    const member = await newMember()
    await newMessage(member)
    await sendAll()
    await at(HOUR)
    const second = await newMessage(member)
    await sendAll()
    expect(await fate(second)).toBe('frequency_cap until 2026-11-22T12:00')
    const { rows } = await pool().query('select kind, detail from engine.delivery_event where message_id = $1', [second])
    expect(rows).toEqual([{ kind: 'held', detail: { reason: 'frequency_cap', until: '2026-11-22T12:00:00.000Z', timeZone: 'UTC' } }])
  })

  it('drops instead, by setting of the workspace or of the journey', async () => {
    await limitWorkspace({ ...daily(1), whenHeld: 'drop' })
    const member = await newMember()
    await newMessage(member)
    await sendAll()
    const dropped = await newMessage(member)
    const kept = await newMessage(member, await newJourney({ whenHeld: 'queue' }))
    await sendAll()
    expect(await fate(dropped)).toBe('suppressed: frequency_cap')
    expect(await fate(kept)).toMatch(/^frequency_cap until/)
    expect((await pool().query("select payload from engine.inbox where kind = 'outcome' order by id")).rows.at(-1)?.payload).toMatchObject({
      messageId: dropped,
      outcome: 'suppressed',
      detail: { reason: 'frequency_cap' },
    })
  })

  it('of a topic counts that topic alone', async () => {
    await limitWorkspace(daily(1, { topic: 'news' }))
    const member = await newMember()
    const messages = [await newMessage(member), await newMessage(member, null, { ...mail, topic: 'news' }), await newMessage(member)]
    await sendAll()
    expect(await fates(messages)).toEqual(['accepted', 'accepted', 'accepted'])
    const second = await newMessage(member, null, { ...mail, topic: 'news' })
    await sendAll()
    expect(await fate(second)).toMatch(/^frequency_cap until/)
  })

  it('spares an exempt topic, whose messages count for others', async () => {
    await limitWorkspace({ ...daily(1), exemptTopics: ['receipts'] })
    const member = await newMember()
    const receipt = { ...mail, topic: 'receipts' }
    const free = [await newMessage(member, null, receipt), await newMessage(member, null, receipt)]
    await sendAll()
    const capped = await newMessage(member)
    await sendAll()
    expect(await fates(free)).toEqual(['accepted', 'accepted'])
    expect(await fate(capped)).toMatch(/^frequency_cap until/)
  })

  it('spares an exempt journey, whose messages count for others', async () => {
    await limitWorkspace(daily(1))
    const member = await newMember()
    const exempt = await newJourney({ isExempt: true })
    const messages = [await newMessage(member), await newMessage(member, exempt), await newMessage(member, exempt)]
    await sendAll()
    const [capped = 0, ...free] = messages
    expect(await fates(free)).toEqual(['accepted', 'accepted'])
    expect(await fate(capped)).toMatch(/^frequency_cap until/)
  })

  it('counts what is in the hands of another sender, and what is in doubt', async () => {
    await limitWorkspace(daily(1))
    const member = await newMember()
    await newMessage(member)
    await claim(pool(), 10, [], clock.now)
    const second = await newMessage(member)
    await sendAll()
    expect(await fate(second)).toMatch(/^frequency_cap until/)
    const third = await newMember()
    await newMessage(third)
    await pool().query(`update engine.message set status = 'unknown', finished_at = $2 where member_id = $1`, [third.id, clock.now])
    const fourth = await newMessage(third)
    await sendAll()
    expect(await fate(fourth)).toMatch(/^frequency_cap until/)
  })

  it('is of the person: messages of a member merged into another count', async () => {
    await limitWorkspace(daily(1))
    const [loser, winner] = [await newMember(), await newMember()]
    await newMessage(loser)
    await sendAll()
    await pool().query('update engine.member set merged_into_shard = $3, merged_into_id = $4 where shard = $1 and id = $2', [
      ...[loser.shard, loser.id, winner.shard, winner.id],
    ])
    const messages = [await newMessage(winner), await newMessage(loser)]
    await sendAll()
    expect(await fates(messages)).toEqual(['frequency_cap until 2026-11-22T12:00', 'frequency_cap until 2026-11-22T12:00'])
  })
})

describe('of several messages that wait for one member', () => {
  it('the journey with the higher priority goes first', async () => {
    await limitWorkspace(daily(1))
    const member = await newMember()
    const low = await newMessage(member, await newJourney({ priority: 2 }))
    const usual = await newMessage(member, await newJourney())
    const high = await newMessage(member, await newJourney({ priority: 8 }))
    await sendAll()
    expect(await Promise.all([low, usual, high].map(fate))).toEqual([
      'frequency_cap until 2026-11-22T12:00',
      'frequency_cap until 2026-11-22T12:00',
      'accepted',
    ])
    await at(24 * HOUR)
    expect(await Promise.all([low, usual].map(fate))).toEqual(['frequency_cap until 2026-11-23T12:00', 'accepted'])
  })

  it('one of lower priority that is claimed alone gives way', async () => {
    await limitWorkspace({ ...daily(1), whenHeld: 'drop' })
    const member = await newMember()
    const low = await newMessage(member, await newJourney({ priority: 2 }))
    const high = await newMessage(member, await newJourney({ priority: 8 }))
    expect(await claim(pool(), 1, [], clock.now)).toMatchObject({ taken: 1, claimed: [], ended: 0 })
    expect(await fate(low)).toMatch(/^gives_way until/)
    await sendAll()
    expect(await fate(high)).toBe('accepted')
    await at(10_000)
    expect(await fate(low)).toBe('suppressed: frequency_cap')
  })
})

it('a minimum gap lies between any two messages to a member', async () => {
  await limitWorkspace({ minimumGap: { hours: 2 } })
  const member = await newMember()
  const messages = [await newMessage(member), await newMessage(member)]
  await sendAll()
  expect(await fates(messages)).toEqual(['accepted', 'minimum_gap until 2026-11-21T14:00'])
  await at('2026-11-21T14:00:00Z')
  expect(await fates(messages)).toEqual(['accepted', 'accepted'])
})

describe('quiet hours', () => {
  it('hold a message until they end on the member’s clock, and it goes out once', async () => {
    await limitWorkspace({ quietHours: night })
    const [tokyo, nowhere] = [await newMember({ timezone: 'Asia/Tokyo' }), await newMember()]
    clock.now = new Date('2026-11-21T14:00:00Z')
    const messages = [await newMessage(tokyo), await newMessage(nowhere)]
    await sendAll()
    expect(await Promise.all(messages.map(fate))).toEqual(['quiet_hours until 2026-11-21T23:00', 'accepted'])
    const { rows } = await pool().query('select detail from engine.delivery_event where message_id = $1', [messages[0]])
    expect(rows[0]?.detail).toEqual({ reason: 'quiet_hours', until: '2026-11-21T23:00:00.000Z', timeZone: 'Asia/Tokyo' })
    await at('2026-11-21T22:59:59.999Z')
    expect(await arrived()).toBe(1)
    await at('2026-11-21T23:00:00Z')
    await sendAll()
    expect(await fates(messages)).toEqual(['accepted', 'accepted'])
    expect(await arrived()).toBe(2)
  })

  it('are those of the workspace’s zone for a member without one', async () => {
    await pool().query("update workspace set time_zone = 'America/New_York'")
    await limitWorkspace({ quietHours: night })
    clock.now = new Date('2026-11-21T04:00:00Z')
    const message = await newMessage(await newMember())
    await sendAll()
    expect(await fate(message)).toBe('quiet_hours until 2026-11-21T13:00')
  })

  it.each([
    ['spring', '2026-03-28T22:30:00Z', '2026-03-29T06:00'],
    ['autumn', '2026-10-24T21:30:00Z', '2026-10-25T07:00'],
  ])('end at their time in the night the clocks change in %s', async (_, sentAt, until) => {
    await limitWorkspace({ quietHours: night })
    clock.now = new Date(sentAt)
    const message = await newMessage(await newMember({ timezone: 'Europe/Berlin' }))
    await sendAll()
    expect(await fate(message)).toBe(`quiet_hours until ${until}`)
    await at(`${until}:00Z`)
    expect([await fate(message), await arrived()]).toEqual(['accepted', 1])
  })

  it('of the journey go before the workspace’s, also when it has none', async () => {
    await limitWorkspace({ quietHours: night })
    clock.now = new Date('2026-11-21T23:00:00Z')
    const member = await newMember()
    const messages = [
      await newMessage(member, await newJourney({ quietHours: 'none' })),
      await newMessage(member, await newJourney({ quietHours: { start: '20:00', end: '06:30' } })),
      await newMessage(member, await newJourney({ quietHours: null })),
    ]
    await sendAll()
    expect(await Promise.all(messages.map(fate))).toEqual([
      'accepted',
      'quiet_hours until 2026-11-22T06:30',
      'quiet_hours until 2026-11-22T08:00',
    ])
  })

  it('that are changed ask again what waits', async () => {
    const hour = (ahead: number) => `${String((new Date().getUTCHours() + ahead) % 24).padStart(2, '0')}:00`
    clock.now = new Date()
    const journeyId = await newJourney({ quietHours: { start: hour(0), end: hour(3) } })
    const other = await newJourney({ quietHours: { start: hour(0), end: hour(3) } })
    const member = await newMember()
    const messages = [await newMessage(member, journeyId), await newMessage(member, other)]
    await sendAll()
    expect(await tally()).toEqual({ 'pending: quiet_hours': 2 })
    await updateJourney(ctx(), journeyId, '*', { settings: { quietHours: 'none' } })
    clock.now = new Date(Date.now() + 1_000)
    await sendAll()
    expect(await Promise.all(messages.map(fate))).toEqual(['accepted', expect.stringMatching(/^quiet_hours/)])
    await updateWorkspace(ctx(), { settings: { whenHeld: 'drop' } })
    clock.now = new Date(Date.now() + 1_000)
    await sendAll()
    expect(await tally()).toEqual({ accepted: 1, 'suppressed: quiet_hours': 1 })
  })
})

describe('a rate', () => {
  it('spreads a crowd, under two senders, and the order is kept', async () => {
    const journeyId = await newJourney({ rateLimit: { messages: 60, per: 'hour' } })
    for (let i = 0; i < 20; i++) await newMessage(await newMember(), journeyId)
    const other = newSender()
    await sendAll(sender, other)
    await other.close()
    const { rows } = await pool().query<{ due_at: Date }>("select due_at from engine.message where status = 'pending' order by due_at")
    expect(rows.map((row) => (row.due_at.getTime() - NOON.getTime()) / 60_000)).toEqual(Array.from({ length: 19 }, (_, index) => index + 1))
    await at(5 * 60_000)
    expect(await tally()).toEqual({ accepted: 6, 'pending: rate_limit': 14 })
    await at(HOUR)
    expect(await tally()).toEqual({ accepted: 20 })
  })

  it('holds at the end of a night as well: nothing leaves in one burst', async () => {
    const journeyId = await newJourney({ rateLimit: { messages: 1, per: 'minute' }, quietHours: night })
    clock.now = new Date('2026-11-21T23:00:00Z')
    for (let i = 0; i < 3; i++) await newMessage(await newMember(), journeyId)
    await sendAll()
    expect(await tally()).toEqual({ 'pending: quiet_hours': 3 })
    await at('2026-11-22T08:00:00Z')
    expect(await tally()).toEqual({ accepted: 1, 'pending: rate_limit': 2 })
  })
})

describe('a transactional message', () => {
  const receipt = { ...mail, isTransactional: true }

  it('is held by no quiet hours and no cap, and counts for none', async () => {
    await limitWorkspace({ ...daily(1), quietHours: night })
    const member = await newMember()
    const receipts = [await newMessage(member, null, receipt), await newMessage(member, null, receipt)]
    await sendAll()
    const first = await newMessage(member)
    await sendAll()
    expect(await fates([...receipts, first])).toEqual(['accepted', 'accepted', 'accepted'])
    clock.now = new Date('2026-11-21T23:00:00Z')
    const late = await newMessage(member, null, receipt)
    await sendAll()
    expect(await fate(late)).toBe('accepted')
  })

  it('needs no consent to its topic, but leaves for nobody who denied the channel or is suppressed', async () => {
    const [one, other, third] = [await newMember(), await newMember(), await newMember()]
    await setConsent(ctx(), { member: one, changes: [{ channel: 'email', topic: 'news', state: 'denied' }] })
    await setConsent(ctx(), { member: one, changes: [{ channel: 'email', state: 'pending' }] })
    await setConsent(ctx(), { member: other, changes: [{ channel: 'email', state: 'denied' }] })
    await pool().query(
      `insert into engine.suppression (workspace_id, channel, address, reason)
       select workspace_id, 'email', email, 'bounced' from engine.member where id = $1`,
      [third.id],
    )
    const messages = await Promise.all([one, other, third].map((member) => newMessage(member, null, { ...receipt, topic: 'news' })))
    await sendAll()
    expect(await Promise.all(messages.map(fate))).toEqual(['accepted', 'suppressed: no_consent', 'suppressed: suppressed'])
  })
})

describe('an opt-out by topic', () => {
  const news = { ...mail, topic: 'news' }

  it('after a message was queued is honoured when its time comes, for that topic alone', async () => {
    await limitWorkspace({ quietHours: night })
    clock.now = new Date('2026-11-21T23:00:00Z')
    const member = await newMember()
    const messages = [await newMessage(member, null, news), await newMessage(member, null, { ...mail, topic: 'offers' })]
    await sendAll()
    await setConsent(ctx(), { member, changes: [{ channel: 'email', topic: 'news', state: 'denied' }] })
    await at('2026-11-22T08:00:00Z')
    expect(await Promise.all(messages.map(fate))).toEqual(['suppressed: no_topic_consent', 'accepted'])
  })

  it('between claim and hand-over is honoured as well', async () => {
    const member = await newMember()
    const id = await newMessage(member, null, news)
    const { token } = await claim(pool(), 10, [], clock.now)
    await setConsent(ctx(), { member, changes: [{ channel: 'email', topic: 'news', state: 'denied' }] })
    const held = { shard: member.shard, id, token }
    expect(await attemptMessages(pool(), [{ ...held, topic: 'news' }])).toEqual(['denied'])
    expect(await attemptMessages(pool(), [{ ...held, topic: 'news', isTransactional: true }])).toEqual(['go'])
  })
})

it('without limits nothing more is asked than without this part', async () => {
  await newMessage(await newMember(), await newJourney())
  const spied = createPool({ max: 1 })
  const asked: string[] = []
  spied.on('connect', (client) => {
    const query = client.query.bind(client)
    const noted = (sql: string | { name: string }, ...rest: unknown[]) => {
      asked.push(typeof sql === 'string' ? sql : sql.name)
      return Reflect.apply(query, client, [sql, ...rest])
    }
    Object.defineProperty(client, 'query', { value: noted })
  })
  await claim(spied, 10, [], clock.now)
  await spied.end()
  expect(asked).toEqual(['pending_messages', 'begin', 'lock_shards_for_sending', 'claim_messages', 'sending_workspaces', 'commit'])
})
