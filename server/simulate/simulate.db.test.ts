import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { POST } from '#app/api/v1/journeys/[id]/simulate/route.ts'
import type { JourneyDocument } from '#domain/journey/document.ts'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { createJourney } from '#server/journey/create.ts'
import { type Caller, call } from '#tests/support/api.ts'
import { journey } from '#tests/support/drawing.ts'
import { happen, makeTicker, type Place, publish, put, settle } from '#tests/support/engine.ts'
import { makeKey, makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { simulateJourney } from './simulate.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOON = Date.UTC(2026, 0, 10, 12)
const clock = { now: new Date() }
const ticker = makeTicker({ clock })
const iso = (at: number) => new Date(at).toISOString()
const WEEK = { from: iso(NOON), to: iso(NOON + 7 * DAY) }

let workspaceId: number
let ctx: Ctx
let key: Caller
beforeAll(async () => {
  workspaceId = (await makeWorkspace()).id
  ctx = { workspaceId, role: 'owner', actor: { kind: 'system' }, requestId: randomUUID() }
  key = { key: (await makeKey(workspaceId, 'server')).key }
})

const simulate = (id: number | string, body: object) => call(POST, 'POST', key, { params: { id: String(id) }, body })
const draft = async (drawing: string, rest: Partial<JourneyDocument> = {}) =>
  (await createJourney(ctx, { ...journey(drawing), ...rest })).id
const backtest = async (drawing: string, window = WEEK, rest: Parameters<typeof journey>[1] = {}) => {
  const { id } = await publish(workspaceId, journey(drawing, rest))
  return simulateJourney(ctx, { journeyId: id, request: { version: 1, backtest: window, paths: true } })
}
/** Something that was accepted when it happened, and applied. */
async function stored(member: Place, at: number, name: string, rest: { properties?: object; traits?: object } = {}): Promise<void> {
  clock.now = new Date(at)
  const payload = { kind: 'track', name, at: iso(at), properties: rest.properties ?? {}, ...(rest.traits && { traits: rest.traits }) }
  await put(workspaceId, member, 'event', payload, 0, clock.now)
  await settle(ticker)
}

describe('made-up members', () => {
  const synthetic = {
    members: [{ userId: 'jane', attributes: { plan: 'pro', email: 'jane@example.com' } }, { userId: 'john' }],
    events: [
      { userId: 'jane', event: 'Made Up', timestamp: iso(NOON) },
      { userId: 'john', event: 'Made Up', timestamp: iso(NOON + HOUR), properties: { a: 1 } },
    ],
    until: iso(NOON + 7 * DAY),
  }

  test('walk the draft, which nobody published; nothing is written', { timeout: 60_000 }, async () => {
    const id = await draft('trigger(Made Up) → delay 1d → condition(plan equals pro: yes→email → exit pro, no→exit free)', {})
    const before = await pool().query('select count(*) from engine.progress')
    const { status, body } = await simulate(id, { version: 'draft', synthetic, paths: true })
    // The draft names a template that is not there.
    expect([status, body.code]).toEqual([422, 'problems'])
    const inline = await draft('trigger(Made Up) → delay 1d → condition(plan equals pro: yes→exit pro, no→exit free)')
    const answer = await simulate(inline, { version: 'draft', synthetic, paths: true })
    expect(answer).toMatchObject({
      status: 200,
      body: {
        members: 2,
        journey: { triggered: 2, inProgress: 0, ended: 2 },
        paths: [
          { userId: 'jane', passages: [{ reason: 'pro', enteredAt: iso(NOON) }] },
          { userId: 'john', passages: [{ reason: 'free' }] },
        ],
        series: Array.from({ length: 8 }, () => ({})),
      },
    })
    expect((await pool().query('select count(*) from engine.progress')).rows).toEqual(before.rows)
  })

  test('an event of nobody is refused with its place', async () => {
    const id = await draft('trigger(Made Up) → exit')
    const events = [...synthetic.events, { userId: 'nobody', event: 'Made Up', timestamp: iso(NOON) }]
    expect(await simulate(id, { synthetic: { ...synthetic, events } })).toMatchObject({
      status: 400,
      body: { code: 'unknown_member', errors: [{ pointer: '/synthetic/events/2/userId' }] },
    })
  })

  test('more than a megabyte of them is taken, more than the limit refused', { timeout: 60_000 }, async () => {
    const id = await draft('trigger(Made Up) → exit')
    const text = 'a made-up text '.repeat(50)
    const events = Array.from({ length: 2_000 }, (_, i) => ({
      userId: 'jane',
      event: 'Made Up',
      timestamp: iso(NOON + i),
      properties: { text },
    }))
    expect(await simulate(id, { synthetic: { ...synthetic, events } })).toMatchObject({
      status: 200,
      body: { journey: { triggered: 2_000 } },
    })
    const members = Array.from({ length: 10_001 }, (_, i) => ({ userId: `u${i}` }))
    expect((await simulate(id, { synthetic: { ...synthetic, members } })).status).toBe(400)
  })
})

describe('what is refused', () => {
  test('a version and a journey that are not there, a window that ends before it begins, two kinds at once, a draft that is not whole', async () => {
    const id = await draft('trigger(Made Up) → exit')
    expect((await simulate(id, { version: 7, backtest: WEEK })).status).toBe(404)
    expect((await simulate(2_000_000_000, { backtest: WEEK })).status).toBe(404)
    expect((await simulate(id, { backtest: { from: WEEK.to, to: WEEK.from } })).body.code).toBe('window')
    expect((await simulate(id, { backtest: { from: '1990-01-01T00:00:00Z', to: WEEK.from } })).body.code).toBe('window')
    expect((await simulate(id, { backtest: WEEK, member: { userId: 'x', ...WEEK } })).status).toBe(400)
    expect((await simulate(id, {})).status).toBe(400)
    expect((await simulate(id, { member: { userId: 'nobody', ...WEEK } })).status).toBe(404)
    const empty = (await createJourney(ctx, { ...journey('trigger(Made Up) → exit'), nodes: [], paths: [] })).id
    expect(await simulate(empty, { backtest: WEEK })).toMatchObject({ status: 422, body: { problems: [{ code: 'noTrigger' }] } })
  })

  test('a workspace sees its own journeys and members alone', async () => {
    const id = await draft('trigger(Made Up) → exit')
    const other = await makeWorkspace()
    const stranger = { key: (await makeKey(other.id, 'server')).key }
    expect((await call(POST, 'POST', stranger, { params: { id }, body: { backtest: WEEK } })).status).toBe(404)
  })

  test('nobody waits any more: it is given up', async () => {
    const { id } = await publish(workspaceId, journey('trigger(Aborted) → exit'))
    const members = Array.from({ length: 5_000 }, (_, i) => ({ userId: `u${i}` }))
    const events = members.flatMap(({ userId }) =>
      Array.from({ length: 10 }, (_, n) => ({ userId, event: 'Aborted', timestamp: iso(NOON + n) })),
    )
    const request = { version: 1, synthetic: { members, events, until: WEEK.to } }
    await expect(simulateJourney(ctx, { journeyId: id, request }, AbortSignal.abort())).rejects.toMatchObject({ code: 'gone' })
  })
})

describe('stored members', () => {
  test('attributes are as they were, and change with the event that changed them', async () => {
    const member = await makeMember(workspaceId, 'changing', { plan: 'free', city: 'Paris' })
    await stored(member, NOON + HOUR, 'Looked')
    await stored(member, NOON + 2 * HOUR, 'Paid', { traits: { plan: 'pro' } })
    await stored(member, NOON + 3 * HOUR, 'Looked')
    clock.now = new Date(NOON + 4 * HOUR)
    await put(workspaceId, member, 'change', { set: { plan: 'gold', city: null } }, 0, clock.now)
    await settle(ticker)
    await stored(member, NOON + 5 * HOUR, 'Looked')
    const drawing =
      'trigger(Looked) → condition(plan equals free: yes→exit free, no→condition(plan equals pro: yes→exit pro, no→exit gold))'
    const result = await backtest(drawing, WEEK, { settings: { reentry: { mode: 'every_time' } } })
    expect(result.paths?.[0]?.passages.map(({ reason }) => reason)).toEqual(['free', 'pro', 'gold'])
    expect(result.members).toBe(1)
  })

  test('history counts, also what came too late to start anything live, and nothing at the end', async () => {
    const member = await makeMember(workspaceId, 'historian')
    await happen(workspaceId, member, 'Read', { at: new Date(NOON - 5 * DAY), history: true })
    clock.now = new Date(NOON + DAY)
    const payload = { kind: 'track', name: 'Read', at: iso(NOON), properties: {}, history: true }
    await put(workspaceId, member, 'event', payload, 0, clock.now)
    await settle(ticker)
    await stored(member, NOON + 7 * DAY, 'Read')
    const result = await backtest('trigger(Read) → condition(Read x2: yes→exit two, no→exit one)')
    expect(result.journey).toMatchObject({ triggered: 1, outcomes: [{ reason: 'two' }] })
  })

  test('a member who is now another brings its events along', async () => {
    const [winner, loser] = [await makeMember(workspaceId, 'winner'), await makeMember(workspaceId, 'loser')]
    await stored(loser, NOON + HOUR, 'Browsed')
    await pool().query('update engine.member set merged_into_shard = $1, merged_into_id = $2 where shard = $3 and id = $4', [
      winner.shard,
      winner.id,
      loser.shard,
      loser.id,
    ])
    const result = await backtest('trigger(Browsed) → exit')
    expect(result.paths?.map(({ userId, passages }) => [userId, passages.length])).toEqual([['winner', 1]])
  })

  test('who was suppressed, without consent or without an address would have got nothing', async () => {
    const members: [string, object][] = [
      ['reached', { email: 'reached@example.com' }],
      ['none', {}],
      ['denied', { email: 'd@example.com' }],
      ['bounced', { email: 'Bounced@example.com' }],
    ]
    for (const [userId, attributes] of members) {
      const { shard, id } = await makeMember(workspaceId, userId, { ...attributes })
      await stored({ shard, id }, NOON + HOUR, 'Mailed')
      if (userId === 'denied')
        await pool().query(
          `insert into engine.consent (workspace_id, shard, member_id, channel, state, source) values ($1, $2, $3, 'email', 'denied', 'test')`,
          [workspaceId, shard, id],
        )
    }
    await pool().query(
      `insert into engine.suppression (workspace_id, channel, address, reason) values ($1, 'email', 'bounced@example.com', 'bounced')`,
      [workspaceId],
    )
    const result = await backtest('trigger(Mailed) → email → exit')
    expect(result.nodes.email?.messages).toMatchObject({ created: 4, sent: 1, suppressed: 3 })
  })

  test('one member alone, with what might have happened besides', async () => {
    const member = await makeMember(workspaceId, 'single')
    const other = await makeMember(workspaceId, 'not-single')
    for (const one of [member, other]) await stored(one, NOON + HOUR, 'Asked')
    const { id } = await publish(workspaceId, journey('trigger(Asked) → condition(Answered x1: yes→exit yes, no→exit no)'))
    const more = [{ event: 'Answered', timestamp: iso(NOON) }]
    const answer = await simulate(id, { version: 1, member: { userId: 'single', ...WEEK, events: more } })
    expect(answer.body).toMatchObject({ members: 1, paths: [{ userId: 'single', passages: [{ reason: 'yes' }] }] })
    expect((await simulate(id, { version: 1, member: { userId: 'single', ...WEEK } })).body.paths[0].passages[0].reason).toBe('no')
  })

  test('many are read in chunks, each once, and the result is the same byte for byte', { timeout: 60_000 }, async () => {
    await pool().query(
      `with made as (
         insert into engine.member (shard, id, workspace_id, user_id, attributes)
         select (n % 64)::smallint, nextval('engine.member_id'), $1, 'crowd-' || n, '{}' from generate_series(1, 1500) n returning shard, id)
       insert into engine.event (shard, member_id, id, workspace_id, kind, name, at, accepted_at, payload)
       select shard, id, n * 10000000 + id, $1, 'track', 'Crowded', $2::timestamptz + n * interval '1 hour', $2::timestamptz + n * interval '1 hour', '{}'
       from made, generate_series(1, 3) n`,
      [workspaceId, iso(NOON)],
    )
    const drawing = 'trigger(Crowded) → delay 90m → exit'
    const result = await backtest(drawing)
    expect(result).toMatchObject({
      members: 1_500,
      journey: { triggered: 3_000, ended: 3_000 },
      refused: { already_inside: 1_500 },
      pathsCut: true,
    })
    expect(result.paths).toHaveLength(1_000)
    expect(JSON.stringify(await backtest(drawing))).toBe(JSON.stringify(result))
  })
})
