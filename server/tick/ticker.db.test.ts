import { expect, test } from 'vitest'
import { journey } from '#tests/support/drawing.ts'
import { happen, makeTicker, publish, put, rows, setStatus, settle, value } from '#tests/support/engine.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'

const clock = { now: new Date() }
const ticker = makeTicker({ clock })
const later = (hours: number) => {
  clock.now = new Date(Date.now() + hours * 3_600_000)
}
const progressOf = (journeyId: number) =>
  rows<{ status: string; node: string | null; reason: string | null; visits: number; parked: Date | null }>(
    'select status, node_key as node, reason, visits, parked_due as parked from engine.progress where journey_id = $1 order by id',
    [journeyId],
  )
const nodeCounts = async (journeyId: number) =>
  Object.fromEntries(
    (
      await rows<{ key: string; count: number }>(
        `select node_key || ' ' || outlet as key, sum(count)::int as count from engine.journey_node_execution_report where journey_id = $1 group by 1`,
        [journeyId],
      )
    ).map(({ key, count }) => [key.trim(), count]),
  )

test('an event walks a member to the wait, and the wait ends when it is due', async () => {
  later(0)
  const { id: workspace } = await makeWorkspace()
  const { id, versionId } = await publish(workspace, journey('trigger(Joined) → email hello → delay 1h → email more → exit done'))
  const jane = await makeMember(workspace, 'jane', { plan: 'pro' })
  await happen(workspace, jane, 'Joined', { properties: { source: 'web' } })
  await settle(ticker)

  expect(await progressOf(id)).toEqual([{ status: 'WAITING', node: 'delay', reason: null, visits: 3, parked: null }])
  expect(
    await rows(
      'select template, node_key, visit, version_id from (select content ->> $2 as template, * from engine.message where journey_id = $1) m',
      [id, 'template'],
    ),
  ).toEqual([{ template: 'hello', node_key: 'email', visit: 2, version_id: versionId }])
  expect(await value('select count(*)::int from engine.timer where workspace_id = $1', [workspace])).toBe(1)

  later(2)
  await settle(ticker)
  expect(await progressOf(id)).toEqual([{ status: 'ENDED', node: null, reason: 'done', visits: 5, parked: null }])
  expect(await value('select count(*)::int from engine.timer where workspace_id = $1', [workspace])).toBe(0)
  expect(await nodeCounts(id)).toEqual({
    ...{ trigger: 1, 'trigger next': 1, email: 1, 'email next': 1, delay: 1, 'delay next': 1, email2: 1, 'email2 next': 1 },
    ...{ exit: 1, 'exit !ended': 1 },
  })
  expect(
    await rows('select triggered::int, ended::int, canceled::int from engine.journey_report where journey_id = $1 order by bucket', [id]),
  ).toEqual([
    { triggered: 1, ended: 0, canceled: 0 },
    { triggered: 0, ended: 1, canceled: 0 },
  ])
  expect(await rows('select kind, name, payload -> $2 as p from engine.event where workspace_id = $1', [workspace, 'properties'])).toEqual([
    { kind: 'track', name: 'Joined', p: { source: 'web' } },
  ])
  expect(await rows('select name, count::int from engine.event_report where workspace_id = $1', [workspace])).toEqual([
    { name: 'Joined', count: 1 },
  ])
})

test('a count sees the events applied before and the one in hand, none after, however many share the batch', async () => {
  later(0)
  const { id: workspace } = await makeWorkspace()
  const settings = { reentry: { mode: 'every_time' as const }, repeatTimes: null }
  const { id } = await publish(workspace, journey('trigger(Buy) → condition(Buy x3: yes→email thanks, no→exit)', { settings }))
  const member = await makeMember(workspace, 'buyer')
  for (let i = 0; i < 5; i++) await happen(workspace, member, 'Buy')
  await settle(ticker)
  for (let i = 0; i < 2; i++) await happen(workspace, member, 'Buy')
  await settle(ticker)
  const saw = await rows<{ actual: number; mails: number }>(
    `select (w.saw #>> '{1,0,actual}')::int as actual, (select count(*)::int from engine.message m where m.shard = p.shard and m.progress_id = p.id) as mails
     from engine.progress p join engine.walk w on w.shard = p.shard and w.progress_id = p.id where p.journey_id = $1 order by p.id`,
    [id],
  )
  expect(saw).toEqual([1, 2, 3, 4, 5, 6, 7].map((actual) => ({ actual, mails: actual >= 3 ? 1 : 0 })))
})

test('once at a time: an event while a passage is open starts nothing, after it another', async () => {
  later(0)
  const { id: workspace } = await makeWorkspace()
  const { id } = await publish(workspace, journey('trigger(Go) → delay 1h → exit'))
  const member = await makeMember(workspace, 'm')
  for (let i = 0; i < 3; i++) await happen(workspace, member, 'Go')
  await settle(ticker)
  expect(await progressOf(id)).toHaveLength(1)
  later(2)
  await settle(ticker)
  await happen(workspace, member, 'Go')
  await settle(ticker)
  expect((await progressOf(id)).map(({ status }) => status)).toEqual(['ENDED', 'WAITING'])
})

test('history is stored and counted, and starts nothing', async () => {
  later(0)
  const { id: workspace } = await makeWorkspace()
  const { id } = await publish(workspace, journey('trigger(Go) → exit'))
  const member = await makeMember(workspace, 'm')
  await happen(workspace, member, 'Go', { history: true, at: new Date('2020-01-01T00:00:00Z') })
  await settle(ticker)
  expect(await progressOf(id)).toEqual([])
  expect(await value('select count(*)::int from engine.event where workspace_id = $1', [workspace])).toBe(1)
})

test('traits and changes set attributes, null removes, and the history keeps before and after', async () => {
  later(0)
  const { id: workspace } = await makeWorkspace()
  const member = await makeMember(workspace, 'm', { plan: 'free', city: 'Rome' })
  await happen(workspace, member, 'identify', { kind: 'identify', traits: { plan: 'pro', email: 'm@example.com', timezone: 'Asia/Tokyo' } })
  await put(workspace, member, 'change', { set: { city: null, plan: 'pro', score: 3 } })
  await settle(ticker)
  expect(
    await rows('select attributes, email, time_zone from engine.member where shard = $1 and id = $2', [member.shard, member.id]),
  ).toEqual([
    {
      attributes: { plan: 'pro', email: 'm@example.com', timezone: 'Asia/Tokyo', score: 3 },
      email: 'm@example.com',
      time_zone: 'Asia/Tokyo',
    },
  ])
  expect(await rows('select changes from engine.attribute_history where member_id = $1 order by cause_id', [member.id])).toEqual([
    { changes: { plan: ['free', 'pro'], email: [null, 'm@example.com'], timezone: [null, 'Asia/Tokyo'] } },
    { changes: { city: ['Rome', null], score: [null, 3] } },
  ])
  await put(workspace, member, 'change', { set: { timezone: 'Mars/Olympus' } })
  await settle(ticker)
  expect(await value('select time_zone from engine.member where id = $1', [member.id])).toBeNull()
})

test('a pause stops entry and parks timers; resuming goes on from there', async () => {
  later(0)
  const { id: workspace } = await makeWorkspace()
  const { id } = await publish(workspace, journey('trigger(Go) → delay 1h → email late → exit'))
  const [inside, outside] = [await makeMember(workspace, 'in'), await makeMember(workspace, 'out')]
  await happen(workspace, inside, 'Go')
  await settle(ticker)
  await setStatus(id, 'PAUSED')
  await happen(workspace, outside, 'Go')
  later(2)
  await settle(ticker)
  const [parked] = await progressOf(id)
  expect(await progressOf(id)).toHaveLength(1)
  expect(parked).toMatchObject({ status: 'WAITING', node: 'delay' })
  expect(parked?.parked).toBeInstanceOf(Date)
  expect(await value('select count(*)::int from engine.timer where workspace_id = $1', [workspace])).toBe(0)

  const progressId = await value<number>('select id from engine.progress where journey_id = $1', [id])
  await put(workspace, inside, 'command', { do: 'rearm', progressId }, 1)
  await settle(ticker)
  expect((await progressOf(id))[0]?.parked).toBeInstanceOf(Date) // still paused: stays parked
  await setStatus(id, 'ONGOING')
  await put(workspace, inside, 'command', { do: 'rearm', progressId }, 1)
  await settle(ticker)
  expect(await progressOf(id)).toMatchObject([{ status: 'ENDED', parked: null }])
})

test('a cancel ends a passage in the middle of its wait, with its timer, and is counted as a departure', async () => {
  later(0)
  const { id: workspace } = await makeWorkspace()
  const { id } = await publish(workspace, journey('trigger(Go) → delay 1h → email late → exit'))
  const member = await makeMember(workspace, 'm')
  await happen(workspace, member, 'Go')
  await settle(ticker)
  const progressId = await value<number>('select id from engine.progress where journey_id = $1', [id])
  await put(workspace, member, 'command', { do: 'cancel', progressId, reason: 'operator' })
  await settle(ticker)
  expect(await progressOf(id)).toMatchObject([{ status: 'CANCELED', node: null, reason: 'operator' }])
  expect(await value('select count(*)::int from engine.timer where workspace_id = $1', [workspace])).toBe(0)
  expect(await nodeCounts(id)).toMatchObject({ delay: 1, 'delay !canceled': 1 })
  expect(await rows('select status, reason, count::int from engine.journey_execution_report where journey_id = $1', [id])).toEqual([
    { status: 'CANCELED', reason: 'operator', count: 1 },
  ])
})

test('an ended journey drains or cancels who is inside, as chosen', async () => {
  later(0)
  const { id: workspace } = await makeWorkspace()
  const drawing = 'trigger(Go) → delay 1h → email late → exit'
  const [drained, canceled] = [await publish(workspace, journey(drawing)), await publish(workspace, journey(drawing))]
  const member = await makeMember(workspace, 'm')
  await happen(workspace, member, 'Go')
  await settle(ticker)
  await setStatus(drained.id, 'ENDED', true)
  await setStatus(canceled.id, 'ENDED')
  later(2)
  await settle(ticker)
  expect(await progressOf(drained.id)).toMatchObject([{ status: 'ENDED' }])
  expect(await progressOf(canceled.id)).toMatchObject([{ status: 'CANCELED', reason: 'journey_ended' }])
})

test('an event accepted after a publish always sees it', async () => {
  later(0)
  const { id: workspace } = await makeWorkspace()
  const tickers = [ticker, makeTicker({ clock }), makeTicker({ clock })]
  for (let i = 0; i < 15; i++) {
    const member = await makeMember(workspace, `m${i}`)
    const { id } = await publish(workspace, journey(`trigger(Go ${i}) → exit`))
    await happen(workspace, member, `Go ${i}`)
    await settle(...tickers)
    expect(await progressOf(id)).toHaveLength(1)
  }
})

test('rows and timers of members that are gone are taken away', async () => {
  later(0)
  const { id: workspace } = await makeWorkspace()
  await happen(workspace, { shard: 3, id: 999_999_999 }, 'Go')
  await settle(ticker)
  expect(await value('select count(*)::int from engine.inbox where workspace_id = $1', [workspace])).toBe(0)
})
