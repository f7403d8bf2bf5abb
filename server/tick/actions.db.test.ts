import { afterAll, expect, test } from 'vitest'
import { pool } from '#server/db/pg.ts'
import { provideEnv } from '#server/env.ts'
import { createSender } from '#server/message/sender.ts'
import { journey } from '#tests/support/drawing.ts'
import { happen, makeTicker, publish, put, rows, settle, value } from '#tests/support/engine.ts'
import { startReceiver } from '#tests/support/receiver.ts'
import { startSmtp } from '#tests/support/smtp.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'

const ticker = makeTicker()
const EVERY = { settings: { reentry: { mode: 'every_time' as const } } }
const reasons = async (journeyId: number) =>
  (
    await rows<{ reason: string }>('select coalesce(reason, status) as reason from engine.progress where journey_id = $1 order by id', [
      journeyId,
    ])
  ).map(({ reason }) => reason)
const attributesOf = (memberId: number) => value('select attributes from engine.member where id = $1', [memberId])

test('what a walk sets is seen by a later condition of it, kept on the member, and written to the history with its cause', async () => {
  const { id: workspace } = await makeWorkspace()
  const drawn = 'trigger(Go) → set plan=pro; n:number={{ event.total }} → tag +vip → condition(tags contains vip: yes→exit yes, no→exit no)'
  const { id } = await publish(workspace, journey(drawn))
  const jane = await makeMember(workspace, 'jane', { plan: 'free' })
  await happen(workspace, jane, 'Go', { properties: { total: '7' } })
  await settle(ticker)
  expect(await reasons(id)).toEqual(['yes'])
  expect(await attributesOf(jane.id)).toEqual({ plan: 'pro', n: 7, tags: ['vip'] })
  expect(await rows('select changes from engine.attribute_history where member_id = $1', [jane.id])).toEqual([
    { changes: { plan: ['free', 'pro'], n: [null, 7], tags: [null, ['vip']] } },
  ])
})

test('an event that a walk sends is in the history, and starts another journey once', async () => {
  const { id: workspace } = await makeWorkspace()
  const { id: first } = await publish(workspace, journey('trigger(Go) → emit Won Back; total={{ event.total }} → exit sent'))
  const { id: second } = await publish(
    workspace,
    journey('trigger(Won Back where total equals 7) → set total={{ event.total }} → exit came', EVERY),
  )
  const jane = await makeMember(workspace, 'jane')
  await happen(workspace, jane, 'Go', { properties: { total: 7 } })
  await settle(ticker)
  expect([await reasons(first), await reasons(second)]).toEqual([['sent'], ['came']])
  expect(await attributesOf(jane.id)).toEqual({ total: '7' })
  expect(
    await rows("select kind, payload -> 'properties' as p from engine.event where member_id = $1 and name = 'Won Back'", [jane.id]),
  ).toEqual([{ kind: 'track', p: { total: '7' } }])
})

test('two journeys that feed each other stop by themselves', async () => {
  const { id: workspace } = await makeWorkspace()
  const { id: ping } = await publish(workspace, journey('trigger(Ping) → emit Pong → exit', EVERY))
  const { id: pong } = await publish(workspace, journey('trigger(Pong) → emit Ping → exit', EVERY))
  const jane = await makeMember(workspace, 'jane')
  await happen(workspace, jane, 'Ping')
  await settle(ticker)
  // The event itself, and twenty hand-overs.
  expect((await reasons(ping)).length + (await reasons(pong)).length).toBe(21)
  expect(await value('select count(*)::int from engine.event where member_id = $1', [jane.id])).toBe(22)
  expect(await value('select count(*)::int from engine.inbox where member_id = $1', [jane.id])).toBe(0)
})

test('attributes that two journeys keep changing for each other stop by themselves', async () => {
  const { id: workspace } = await makeWorkspace()
  await publish(workspace, journey('trigger(profile_changed) → set n:number={{ member.n | plus: 1 }} → exit', EVERY))
  const jane = await makeMember(workspace, 'jane', { n: 0 })
  await put(workspace, jane, 'change', { set: { n: 1 } })
  await settle(ticker)
  expect(await attributesOf(jane.id)).toEqual({ n: expect.closeTo(10, 0) })
})

test('another journey is entered at its own trigger with what was passed along, and left again', async () => {
  const { id: workspace } = await makeWorkspace()
  const { id: inner } = await publish(workspace, journey('called → set order={{ event.order }} → delay 1h → exit done'))
  const { id: outer } = await publish(workspace, journey(`trigger(Go) → enter ${inner}; order={{ event.id }} → exit`))
  const { id: other } = await publish(workspace, journey(`trigger(Stop) → leave ${inner} → exit`))
  const jane = await makeMember(workspace, 'jane')
  await happen(workspace, jane, 'Go', { properties: { id: 'o-1' } })
  await settle(ticker)
  expect(
    await rows('select status, node_key as node, entry -> $2 as p from engine.progress where journey_id = $1', [inner, 'properties']),
  ).toEqual([{ status: 'WAITING', node: 'delay', p: { order: 'o-1', fromJourneyId: String(outer) } }])
  expect(await attributesOf(jane.id)).toEqual({ order: 'o-1' })
  await happen(workspace, jane, 'Stop')
  await settle(ticker)
  expect(await reasons(inner)).toEqual(['left_by_journey'])
  expect(await reasons(other)).toEqual(['exit'])
})

test('a journey lets in only from the journeys it names, and never one of another workspace', async () => {
  const [{ id: workspace }, { id: foreign }] = [await makeWorkspace(), await makeWorkspace()]
  const { id: inner } = await publish(workspace, journey('called 999 → exit done'))
  const { id: stranger } = await publish(foreign, journey('called → exit done'))
  await publish(workspace, journey(`trigger(Go) → enter ${inner} → enter ${stranger} → exit`))
  const jane = await makeMember(workspace, 'jane')
  await happen(workspace, jane, 'Go')
  await settle(ticker)
  expect([await reasons(inner), await reasons(stranger)]).toEqual([[], []])
  expect(await rows('select journey_id as id, because from engine.refusal where member_id = $1', [jane.id])).toEqual([
    { id: inner, because: 'not_ongoing' },
  ])
})

test('an answer becomes variables, and a later message shows them', async () => {
  const [receiver, smtp] = [await startReceiver(), await startSmtp()]
  afterAll(() => Promise.all([receiver.close(), smtp.close()]))
  provideEnv({ WEBHOOK_ALLOW_PRIVATE_CIDRS: '127.0.0.0/8' })
  afterAll(() => provideEnv({ WEBHOOK_ALLOW_PRIVATE_CIDRS: undefined }))
  receiver.script = () => ({ headers: { 'content-type': 'application/json' }, body: '{"quote": {"total": 86.4}}' })
  const sender = createSender({ pool: pool(), onOutcomes: () => {} })
  afterAll(() => sender.close())
  const sendAll = async () => {
    while ((await sender.turn()) > 0);
    await sender.idle()
  }
  const { id: workspace } = await makeWorkspace()
  await pool().query(
    `insert into provider (workspace_id, channel, kind, name, settings, is_default, updated_at) values ($1, 'email', 'smtp', 'test', $2, true, now())`,
    [workspace, JSON.stringify({ host: '127.0.0.1', port: smtp.port, security: 'none', user: '' })],
  )
  const drawn = journey(
    `trigger(Go) → call(POST ${receiver.url}/quote; awaits; total=$.quote.total: next→mail=email → exit ok, error→exit failed)`,
  )
  const { id } = await publish(workspace, {
    ...drawn,
    nodes: drawn.nodes.map((node) =>
      node.key === 'mail' ? { ...node, settings: { subject: 'Yours: {{ journey.total }}', body: '<p>Hi</p>' } } : node,
    ),
  })
  const jane = await makeMember(workspace, 'jane', { email: 'jane@example.com' })
  await happen(workspace, jane, 'Go')
  await settle(ticker)
  expect(await rows('select status, node_key as node from engine.progress where journey_id = $1', [id])).toEqual([
    { status: 'RUNNING', node: 'call' },
  ])
  await sendAll()
  await settle(ticker)
  await sendAll()
  expect(await reasons(id)).toEqual(['ok'])
  expect(await value('select variables from engine.progress where journey_id = $1', [id])).toEqual({ total: 86.4 })
  expect((await smtp.accepted[0]?.parsed())?.subject).toBe('Yours: 86.4')
})
