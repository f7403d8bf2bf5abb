import { expect, test } from 'vitest'
import { pool } from '#server/db/pg.ts'
import { journey } from '#tests/support/drawing.ts'
import { happen, makeTicker, publish, put, putEvents, rows, settle, value } from '#tests/support/engine.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'

const ticker = makeTicker()
const settings = { reentry: { mode: 'every_time' as const }, repeatTimes: null }
const letters = (memberId: number) =>
  rows<{ kind: string; reason: string; name: string | null; replayed: boolean }>(
    `select kind, reason, payload ->> 'name' as name, replayed_at is not null as replayed from engine.dead_letter where member_id = $1 order by id`,
    [memberId],
  )
const entered = (journeyId: number) => value<number>('select count(*)::int from engine.progress where journey_id = $1', [journeyId])

test('one poison event among a thousand holds its member and stops nobody else', async () => {
  const { id: workspace } = await makeWorkspace()
  const { id } = await publish(workspace, journey('trigger(Go) → email hello → exit', { settings }))
  const members = await Promise.all(Array.from({ length: 40 }, (_, i) => makeMember(workspace, `m${i}`)))
  const [victim] = members
  if (!victim) throw new Error('no member')
  const go = (at: string) => ({ kind: 'track', name: 'Go', at, properties: {} })
  const events = Array.from({ length: 999 }, (_, i) => ({ member: members[i % 40] ?? victim, payload: go('2026-11-20T10:00:00Z') }))
  events.splice(480, 0, { member: victim, payload: go('no instant') })
  await putEvents(workspace, events)
  await settle(ticker)
  const lost = await letters(victim.id)
  expect(await entered(id)).toBe(999 - lost.filter(({ name }) => name === 'Go').length + 1)
  expect(lost[0]?.reason).toContain('no instant')
  expect(await value('select count(*)::int from engine.member where workspace_id = $1 and held_at is not null', [workspace])).toBe(1)
  expect(await value('select count(*)::int from engine.inbox where workspace_id = $1', [workspace])).toBe(0)
})

test('a member with a number that no column takes is held alone', async () => {
  const { id: workspace } = await makeWorkspace()
  const { id } = await publish(workspace, journey('trigger(Go) → delay 1h → exit done', { settings }))
  const members = await Promise.all(Array.from({ length: 20 }, (_, i) => makeMember(workspace, `m${i}`)))
  const victim = members[7] ?? { shard: 0, id: 0 }
  for (const member of members) await happen(workspace, member, 'Go')
  await settle(ticker)
  await pool().query('update engine.progress set visits = 2147483647 where member_id = $1', [victim.id])
  await settle(makeTicker({ clock: { now: new Date(Date.now() + 2 * 3_600_000) } }))
  expect(await value(`select count(*)::int from engine.progress where journey_id = $1 and status = 'ENDED'`, [id])).toBe(19)
  expect(await letters(victim.id)).toMatchObject([{ kind: 'timer', reason: expect.stringContaining('2147483648 is no whole number') }])
})

test('a member whose rows the database refuses is found by taking the batch apart', async () => {
  const { id: workspace } = await makeWorkspace()
  const { id } = await publish(workspace, journey('trigger(Go) → email hello → exit', { settings }))
  const members = await Promise.all(Array.from({ length: 200 }, (_, i) => makeMember(workspace, `m${i}`)))
  const victim = members[77] ?? { shard: 0, id: 0 }
  await pool().query(`alter table engine.message add constraint no_luck check (member_id <> ${victim.id})`)
  for (const member of members) await happen(workspace, member, 'Go')
  await settle(ticker)
  expect(await entered(id)).toBe(199)
  expect(await letters(victim.id)).toMatchObject([{ kind: 'event', name: 'Go', reason: expect.stringContaining('no_luck') }])

  await happen(workspace, victim, 'Later')
  await settle(ticker)
  expect(await letters(victim.id)).toMatchObject([{ name: 'Go' }, { name: 'Later', reason: 'held' }])

  await pool().query('alter table engine.message drop constraint no_luck')
  await put(workspace, victim, 'command', { do: 'release' })
  await happen(workspace, victim, 'After')
  await settle(ticker)
  expect(await entered(id)).toBe(200)
  expect((await letters(victim.id)).every(({ replayed }) => replayed)).toBe(true)
  expect(await rows('select name from engine.event where member_id = $1 order by accepted_at', [victim.id])).toEqual([
    { name: 'Go' },
    { name: 'Later' },
    { name: 'After' },
  ])
  expect(await value('select count(*)::int from engine.journey_report r where journey_id = $1 and triggered > 0', [id])).toBeGreaterThan(0)
  expect(await value('select sum(triggered)::int from engine.journey_report where journey_id = $1', [id])).toBe(200)
})

test('a timer of a held member waits on the dead-letter list and goes on after the release', async () => {
  const { id: workspace } = await makeWorkspace()
  const clock = { now: new Date() }
  const own = makeTicker({ clock })
  const { id } = await publish(workspace, journey('trigger(Go) → delay 1h → exit'))
  const member = await makeMember(workspace, 'm')
  await happen(workspace, member, 'Go')
  await settle(own)
  await put(workspace, member, 'event', { kind: 'track' })
  await settle(own)
  clock.now = new Date(Date.now() + 2 * 3_600_000)
  await settle(own)
  expect((await letters(member.id)).map(({ kind }) => kind)).toEqual(['event', 'timer'])
  await pool().query(`delete from engine.dead_letter where member_id = $1 and kind = 'event'`, [member.id])
  await put(workspace, member, 'command', { do: 'release' })
  await settle(own)
  expect(await value('select status from engine.progress where journey_id = $1', [id])).toBe('ENDED')
})

test('an inbox row of an unknown kind is put aside with its reason', async () => {
  const { id: workspace } = await makeWorkspace()
  const member = await makeMember(workspace, 'm')
  await pool().query(
    `insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload) values ($1, 0, $2, $3, 'riddle', '{}')`,
    [member.shard, workspace, member.id],
  )
  await settle(ticker)
  expect(await letters(member.id)).toMatchObject([{ kind: 'riddle', reason: expect.stringContaining('riddle') }])
})

test('a passage that cannot be read holds its member alone', async () => {
  const { id: workspace } = await makeWorkspace()
  const clock = { now: new Date() }
  const own = makeTicker({ clock })
  const { id } = await publish(workspace, journey('trigger(Go) → delay 1h → exit'))
  const [victim, other] = [await makeMember(workspace, 'victim'), await makeMember(workspace, 'other')]
  await happen(workspace, victim, 'Go')
  await happen(workspace, other, 'Go')
  await settle(own)
  await pool().query(`update engine.progress set entry = '[]' where member_id = $1`, [victim.id])
  clock.now = new Date(Date.now() + 2 * 3_600_000)
  await settle(own)
  expect(await rows('select member_id as member, status from engine.progress where journey_id = $1 order by member_id', [id])).toEqual([
    { member: victim.id, status: 'WAITING' },
    { member: other.id, status: 'ENDED' },
  ])
  expect((await letters(victim.id)).map(({ kind }) => kind)).toEqual(['timer'])
})
