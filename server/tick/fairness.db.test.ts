import { expect, test } from 'vitest'
import { pool } from '#server/db/pg.ts'
import { journey } from '#tests/support/drawing.ts'
import { happen, makeTicker, publish, put, rows, settle, value } from '#tests/support/engine.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'

const waiting = (workspace: number) => value<number>('select count(*)::int from engine.inbox where workspace_id = $1', [workspace])

/** Puts all members of a workspace into one shard, so that they share its budget. */
async function crowd(workspace: number, count: number, lane: number, shard = 5): Promise<void> {
  await pool().query(
    `with made as (insert into engine.member (shard, id, workspace_id) select $4, nextval('engine.member_id'), $1 from generate_series(1, $2) returning shard, id)
     insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload)
     select shard, $3, $1, id, 'event', '{"kind": "track", "name": "Crowd", "at": "2026-11-20T00:00:00Z", "properties": {}}' from made`,
    [workspace, count, lane, shard],
  )
}

test('in a lane a workspace with a backlog leaves the others their share of every tick', async () => {
  const [large, small] = [await makeWorkspace(), await makeWorkspace()]
  await crowd(large.id, 400, 0)
  await crowd(small.id, 20, 0)
  const ticker = makeTicker({ rows: 50 })
  await ticker.tick()
  expect(await waiting(small.id)).toBe(0)
  expect(await waiting(large.id)).toBeGreaterThan(300)
  await settle(ticker)
})

test('live rows go before bulk rows', async () => {
  const { id } = await makeWorkspace()
  await crowd(id, 300, 1)
  await crowd(id, 60, 0)
  const ticker = makeTicker({ rows: 60 })
  await ticker.tick()
  expect(await rows('select lane, count(*)::int from engine.inbox where workspace_id = $1 group by 1', [id])).toEqual([
    { lane: 1, count: 300 },
  ])
  await settle(ticker)
})

test('live rows bring no more bulk rows along than one batch, however many shards they are in', async () => {
  const { id } = await makeWorkspace()
  const shards = [3, 4, 5, 6]
  for (const shard of shards) {
    await crowd(id, 100, 1, shard)
    await crowd(id, 1, 0, shard)
  }
  const ticker = makeTicker({ rows: 60 })
  const { rows: taken } = await ticker.tick()
  expect(taken).toBeLessThanOrEqual(shards.length + 60)
  expect(await value('select count(*)::int from engine.inbox where workspace_id = $1 and lane = 0', [id])).toBe(0)
  await settle(ticker)
})

test('timers of other shards are found while another ticker holds the shard of all that are due first', async () => {
  const { id } = await makeWorkspace()
  for (const [shard, minutes] of [
    [7, 60],
    [8, 1],
  ])
    await pool().query(
      `with made as (insert into engine.member (shard, id, workspace_id) select $2, nextval('engine.member_id'), $1 from generate_series(1, 200) returning shard, id)
       insert into engine.timer (shard, lane, workspace_id, due_at, progress_id, member_id)
       select shard, 0, $1, now() - $3 * interval '1 minute', nextval('engine.progress_id'), id from made`,
      [id, shard, minutes],
    )
  const holder = await pool().connect()
  await holder.query('begin')
  await holder.query('select pg_advisory_xact_lock(1, 7)')
  const ticker = makeTicker({ rows: 20 })
  expect((await ticker.tick()).rows).toBe(20)
  await holder.query('rollback')
  holder.release()
  await settle(ticker)
  expect(await value('select count(*)::int from engine.timer where workspace_id = $1', [id])).toBe(0)
})

test('a shard that was found and not come to is taken next, without a look at all of them', async () => {
  const { id } = await makeWorkspace()
  for (const shard of [3, 4, 5, 6]) await crowd(id, 40, 0, shard)
  const ticker = makeTicker({ rows: 20 })
  const left = async () =>
    (await rows<{ shard: number }>('select distinct shard::int from engine.inbox where workspace_id = $1', [id])).length
  for (let i = 0; i < 8; i++) {
    const { rows, isFull } = await ticker.tick()
    expect({ rows, isFull }).toEqual({ rows: 20, isFull: true })
  }
  expect(await left()).toBe(0)
  expect((await ticker.tick()).isFull).toBe(false)
})

test('an event that did not fit into a tick is never overtaken by a timer that was due later', async () => {
  const { id: workspace } = await makeWorkspace()
  const settings = { reentry: { mode: 'every_time' as const }, repeatTimes: null }
  const { id } = await publish(
    workspace,
    journey('trigger(Go) → delay 1h → condition(Seen x1: yes→exit seen, no→exit blind)', { settings }),
  )
  const clock = { now: new Date() }
  const ticker = makeTicker({ rows: 3, clock })
  const member = await makeMember(workspace, 'm')
  await happen(workspace, member, 'Go')
  await settle(ticker)
  const due = new Date(clock.now.getTime() + 3_600_000)
  const noise = (name: string, at: Date) =>
    put(workspace, member, 'event', { kind: 'track', name, at: at.toISOString(), properties: {} }, 0, at)
  for (let i = 0; i < 8; i++) await noise('Noise', new Date(due.getTime() - 60_000 + i))
  await noise('Seen', new Date(due.getTime() - 1))
  clock.now = new Date(due.getTime() + 1_000)
  await settle(ticker)
  expect(await value('select reason from engine.progress where journey_id = $1', [id])).toBe('seen')
})

test('facts with properties and windows count as memory counts', async () => {
  const { id: workspace } = await makeWorkspace()
  const settings = { reentry: { mode: 'every_time' as const }, repeatTimes: null }
  const drawn = journey('trigger(Ask) → condition(Buy x3: yes→exit yes, no→exit no)', { settings })
  const where = {
    any: [
      { property: 'revenue', operator: 'gte', value: 20 },
      { property: 'vip', operator: 'is_set' },
    ],
  }
  const leaf = { event: 'Buy', where, within: { days: 30 }, count: { operator: 'equals', value: 3 } }
  const condition = drawn.nodes.find(({ kind }) => kind === 'rule.condition')
  if (condition) condition.settings = JSON.parse(JSON.stringify({ condition: leaf }))
  const { id } = await publish(workspace, drawn)
  const member = await makeMember(workspace, 'm')
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)
  const ticker = makeTicker()
  await happen(workspace, member, 'Buy', { properties: { revenue: 25 }, at: daysAgo(40), history: true }) // outside the window
  await happen(workspace, member, 'Buy', { properties: { revenue: 25 }, at: daysAgo(29), history: true })
  await happen(workspace, member, 'Buy', { properties: { revenue: '19.99' } })
  await settle(ticker)
  await happen(workspace, member, 'Buy', { properties: { vip: true } })
  await happen(workspace, member, 'Ask')
  await happen(workspace, member, 'Buy', { properties: { revenue: '20' } })
  await happen(workspace, member, 'Ask')
  await settle(ticker)
  expect(await rows('select reason from engine.progress where journey_id = $1 order by id', [id])).toEqual([
    { reason: 'no' },
    { reason: 'yes' },
  ])
})
