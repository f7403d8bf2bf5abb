import { beforeEach, expect, test } from 'vitest'
import { journey } from '#tests/support/drawing.ts'
import { happen, makeTicker, type Place, publish, put, rows, setStatus, settle, value } from '#tests/support/engine.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'

const HOUR = 3_600_000
const clock = { now: new Date() }
const [one, other] = [makeTicker({ clock }), makeTicker({ clock })]
const later = (hours: number) => {
  clock.now = new Date(Date.now() + hours * HOUR)
}
beforeEach(() => later(0))

const waits = 'trigger(Go) → waitFor(Bought within 1h: happened→exit bought, timeout→exit late)'
/** One member in a journey that is live. */
async function make(drawing: string, reentry: 'once_at_a_time' | 'every_time' = 'once_at_a_time') {
  const { id: workspace } = await makeWorkspace()
  const { id } = await publish(workspace, journey(drawing, { settings: { reentry: { mode: reentry } } }))
  return { workspace, id, member: await makeMember(workspace, 'jane') }
}
const progress = (journeyId: number) =>
  rows<{ status: string; node: string | null; reason: string | null }>(
    'select status, node_key as node, reason from engine.progress where journey_id = $1 order by id',
    [journeyId],
  )
const ends = async (journeyId: number) => (await progress(journeyId)).map(({ status, reason }) => `${status} ${reason}`)
const subscriptions = (member: Place) =>
  value<number>('select count(*)::int from engine.subscription where shard = $1 and member_id = $2', [member.shard, member.id])
const timers = (workspace: number) => value<number>('select count(*)::int from engine.timer where workspace_id = $1', [workspace])
const exits = (journeyId: number) =>
  value<number>(
    `select coalesce(sum(count), 0)::int from engine.journey_node_execution_report where journey_id = $1 and node_key = 'waitFor' and outlet = 'happened'`,
    [journeyId],
  )

test('an event wakes who waits for it exactly once, with two tickers running; subscription and timer are gone', async () => {
  const { workspace, id } = await make(waits)
  const members = await Promise.all(Array.from({ length: 40 }, (_, at) => makeMember(workspace, `m${at}`)))
  for (const member of members) await happen(workspace, member, 'Go')
  await settle(one, other)
  expect(await timers(workspace)).toBe(40)
  for (const member of members) for (let again = 0; again < 3; again++) await happen(workspace, member, 'Bought')
  await settle(one, other)
  expect(new Set(await ends(id))).toEqual(new Set(['ENDED bought']))
  expect(await exits(id)).toBe(40)
  expect(await timers(workspace)).toBe(0)
  for (const member of members) expect(await subscriptions(member)).toBe(0)
})

test('another event wakes nobody, and who waits keeps subscription and timer', async () => {
  const { workspace, id, member } = await make(waits)
  await happen(workspace, member, 'Go')
  await settle(one)
  const due = await value<Date>('select due_at from engine.timer where workspace_id = $1', [workspace])
  await happen(workspace, member, 'Left')
  await settle(one)
  expect(await progress(id)).toEqual([{ status: 'WAITING', node: 'waitFor', reason: null }])
  expect([await subscriptions(member), await timers(workspace)]).toEqual([1, 1])
  expect(await value<Date>('select due_at from engine.timer where workspace_id = $1', [workspace])).toEqual(due)
})

test('a timer that comes first takes the timeout, and the event after it wakes nothing', async () => {
  const { workspace, id, member } = await make(waits)
  await happen(workspace, member, 'Go')
  await settle(one)
  later(2)
  await settle(one)
  await happen(workspace, member, 'Bought')
  await settle(one)
  expect(await ends(id)).toEqual(['ENDED late'])
  expect(await subscriptions(member)).toBe(0)
})

test.each([
  [0, 'ENDED bought'],
  [1, 'ENDED late'],
])('an event %i ms after the timer is due, in one batch: %s', async (ms, expected) => {
  const { workspace, id, member } = await make(waits)
  await happen(workspace, member, 'Go')
  await settle(one)
  const due = await value<Date>("select date_trunc('milliseconds', due_at) from engine.timer where workspace_id = $1", [workspace])
  const { shard, id: memberId } = member
  await rows('update engine.timer set due_at = $3 where shard = $1 and member_id = $2', [shard, memberId, due])
  await put(
    workspace,
    member,
    'event',
    { kind: 'track', name: 'Bought', at: due.toISOString(), properties: {} },
    0,
    new Date(due.getTime() + ms),
  )
  later(2)
  await settle(one)
  expect(await ends(id)).toEqual([expected])
})

test('a member who enters and the event that is waited for, in one batch', async () => {
  const { workspace, id, member } = await make(waits)
  await happen(workspace, member, 'Go')
  await happen(workspace, member, 'Bought')
  await settle(one)
  expect(await ends(id)).toEqual(['ENDED bought'])
  expect([await subscriptions(member), await timers(workspace)]).toEqual([0, 0])
})

test('the event that ends a wait starts no second passage once at a time, and one every time', async () => {
  const again = 'trigger(Go) → waitFor(Go within 1h: happened→exit again, timeout→exit)'
  for (const [mode, expected] of [
    ['once_at_a_time', ['ENDED again']],
    ['every_time', ['ENDED again', 'WAITING null']],
  ] as const) {
    const { workspace, id, member } = await make(again, mode)
    await happen(workspace, member, 'Go')
    await settle(one)
    await happen(workspace, member, 'Go')
    await settle(one)
    expect(await ends(id)).toEqual(expected)
  }
})

test.each([
  ['the event first', 0.5, 'ENDED bought'],
  ['the timer first', 2, 'ENDED late'],
])('what comes while a journey is paused is kept, and the earlier wins on resuming: %s', async (_, hours, expected) => {
  const { workspace, id, member } = await make(waits)
  await happen(workspace, member, 'Go')
  await settle(one)
  await setStatus(id, 'PAUSED')
  later(hours)
  await settle(one)
  await put(workspace, member, 'event', { kind: 'track', name: 'Bought', at: clock.now.toISOString(), properties: {} }, 0, clock.now)
  await settle(one)
  expect(await progress(id)).toMatchObject([{ status: 'WAITING', node: 'waitFor' }])
  expect(await timers(workspace)).toBe(0)
  later(3)
  await setStatus(id, 'ONGOING')
  const progressId = await value<number>('select id from engine.progress where journey_id = $1', [id])
  await put(workspace, member, 'command', { do: 'rearm', progressId }, 1)
  await settle(one)
  expect(await ends(id)).toEqual([expected])
  expect([await subscriptions(member), await timers(workspace)]).toEqual([0, 0])
})

test('a change of what a condition reads wakes who waits for it, and another does not', async () => {
  const { workspace, id, member } = await make('trigger(Go) → waitTrue(plan equals vip within 1d: yes→exit now, timeout→exit late)')
  await happen(workspace, member, 'Go')
  await put(workspace, member, 'change', { set: { color: 'red' } })
  await settle(one)
  expect(await progress(id)).toMatchObject([{ status: 'WAITING', node: 'waitTrue' }])
  await put(workspace, member, 'change', { set: { plan: 'vip' } })
  await settle(one)
  expect(await ends(id)).toEqual(['ENDED now'])
  expect([await subscriptions(member), await timers(workspace)]).toEqual([0, 0])
})

test('a wait on the wall clock is reckoned anew when the zone or the date changes', async () => {
  const { workspace, id, member } = await make('trigger(Go) → until(renewsAt at 09.00: next→exit, none→exit never)')
  const due = () => value<Date>('select due_at from engine.timer where workspace_id = $1', [workspace])
  await put(workspace, member, 'change', { set: { renewsAt: '2099-12-24' } })
  await happen(workspace, member, 'Go')
  await settle(one)
  expect(await due()).toEqual(new Date('2099-12-24T09:00:00Z'))
  await put(workspace, member, 'change', { set: { timezone: 'Asia/Tokyo' } })
  await settle(one)
  expect(await due()).toEqual(new Date('2099-12-24T00:00:00Z'))
  await put(workspace, member, 'change', { set: { renewsAt: '2099-12-31' } })
  await settle(one)
  expect(await due()).toEqual(new Date('2099-12-31T00:00:00Z'))
  expect(await timers(workspace)).toBe(1)
  await put(workspace, member, 'change', { set: { renewsAt: null } })
  await settle(one)
  expect(await ends(id)).toEqual(['ENDED never'])
  expect([await subscriptions(member), await timers(workspace)]).toEqual([0, 0])
})
