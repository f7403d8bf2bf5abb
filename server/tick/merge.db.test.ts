import { expect, test } from 'vitest'
import { pool } from '#server/db/pg.ts'
import { journey } from '#tests/support/drawing.ts'
import { happen, makeTicker, type Place, publish, put, rows, settle, value } from '#tests/support/engine.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'

const clock = { now: new Date() }
const tickers = [makeTicker({ clock }), makeTicker({ clock })]
const later = (hours: number) => {
  clock.now = new Date(Date.now() + hours * 3_600_000)
}

async function anonymous(workspace: number, attributes = {}): Promise<Place> {
  const member = await makeMember(workspace, `a${Math.random()}`, attributes)
  await pool().query('update engine.member set user_id = null where id = $1', [member.id])
  await pool().query(`update engine.member_identity set kind = 'a' where member_id = $1`, [member.id])
  return member
}

async function mergeRows(workspace: number, loser: Place, winner: Place): Promise<void> {
  const payload = { winnerShard: winner.shard, winnerId: winner.id, loserShard: loser.shard, loserId: loser.id }
  await pool().query(
    `insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload)
     select shard, 0, $3, id, 'merge', $4 from unnest($1::smallint[], $2::bigint[]) k(shard, id)`,
    [[loser.shard, winner.shard], [loser.id, winner.id], workspace, JSON.stringify(payload)],
  )
}
const progress = (journeyId: number) =>
  rows<{ member: number; status: string; reason: string | null; key: string }>(
    'select member_id as member, status, reason, entry_key as key from engine.progress where journey_id = $1 order by id',
    [journeyId],
  )

test('what an anonymous member did counts for the known one from the merge on, in the order of acceptance', async () => {
  for (let round = 0; round < 12; round++) {
    later(0)
    const { id: workspace } = await makeWorkspace()
    const settings = { reentry: { mode: 'every_time' as const }, repeatTimes: null }
    const { id } = await publish(
      workspace,
      journey('trigger(Signed Up) → condition(View x3: yes→exit viewed, no→exit blind)', { settings }),
    )
    const [loser, winner] = [
      await anonymous(workspace, { city: 'Rome', plan: 'none' }),
      await makeMember(workspace, 'jane', { plan: 'pro' }),
    ]
    await happen(workspace, winner, 'Signed Up') // before: has seen nothing
    for (let i = 0; i < 3; i++) await happen(workspace, loser, 'View')
    await mergeRows(workspace, loser, winner)
    await happen(workspace, winner, 'Signed Up') // after: has seen three
    await happen(workspace, loser, 'Signed Up') // forwarded
    await settle(...tickers)
    expect((await progress(id)).map(({ member, reason }) => [member === winner.id, reason]).sort()).toEqual([
      [true, 'blind'],
      [true, 'viewed'],
      [true, 'viewed'],
    ])
    expect(await value('select attributes from engine.member where id = $1', [winner.id])).toEqual({ plan: 'pro', city: 'Rome' })
    expect(await value('select count(*)::int from engine.member_identity where member_id = $1', [winner.id])).toBe(2)
    expect(await value('select merged_into_id from engine.member where id = $1', [loser.id])).toBe(winner.id)
    expect(await value('select count(*)::int from engine.inbox where workspace_id = $1', [workspace])).toBe(0)
  }
})

test('open passages go on as the known member, with their timers; where both are inside, the known one stays', async () => {
  later(0)
  const { id: workspace } = await makeWorkspace()
  const [both, alone] = [
    await publish(workspace, journey('trigger(Both) → delay 1h → exit')),
    await publish(workspace, journey('trigger(Alone) → delay 1h → email late → exit')),
  ]
  const [loser, winner] = [await anonymous(workspace), await makeMember(workspace, 'jane')]
  await happen(workspace, loser, 'Both')
  await happen(workspace, winner, 'Both')
  await happen(workspace, loser, 'Alone')
  await settle(...tickers)
  await mergeRows(workspace, loser, winner)
  await happen(workspace, winner, 'Alone') // already inside, by the merge
  await settle(...tickers)
  expect(
    (await progress(both.id)).map(({ member, status, reason }) => ({ member, status, reason })).sort((a, b) => a.member - b.member),
  ).toEqual(
    [
      { member: loser.id, status: 'CANCELED', reason: 'merged' },
      { member: winner.id, status: 'WAITING', reason: null },
    ].sort((a, b) => a.member - b.member),
  )
  expect(await progress(alone.id)).toMatchObject([{ member: winner.id, status: 'WAITING' }])
  expect(await value('select count(*)::int from engine.timer where member_id = $1', [loser.id])).toBe(0)
  expect(await value('select count(*)::int from engine.timer where shard = $1 and member_id = $2', [winner.shard, winner.id])).toBe(2)
  expect(
    await rows('select sum(triggered)::int as triggered, sum(canceled)::int as canceled from engine.journey_report where journey_id = $1', [
      both.id,
    ]),
  ).toEqual([{ triggered: 2, canceled: 1 }])

  later(2)
  await settle(...tickers)
  expect(await progress(alone.id)).toMatchObject([{ member: winner.id, status: 'ENDED' }])
  expect(await value('select member_id from engine.message where journey_id = $1', [alone.id])).toBe(winner.id)
  const walked = await rows(
    'select w.visits from engine.walk w join engine.progress p on p.shard = w.shard and p.id = w.progress_id where p.journey_id = $1',
    [alone.id],
  )
  expect(walked).toHaveLength(2)
})

test('once ever holds over both lives', async () => {
  later(0)
  const { id: workspace } = await makeWorkspace()
  const { id } = await publish(workspace, journey('trigger(Go) → exit', { settings: { reentry: { mode: 'once' }, repeatTimes: null } }))
  const [loser, winner] = [await anonymous(workspace), await makeMember(workspace, 'jane')]
  await happen(workspace, loser, 'Go')
  await mergeRows(workspace, loser, winner)
  await happen(workspace, winner, 'Go')
  await settle(...tickers)
  expect(await progress(id)).toHaveLength(1)
})

test('of two consents the strictest is kept', async () => {
  later(0)
  const { id: workspace } = await makeWorkspace()
  const [loser, winner] = [await anonymous(workspace), await makeMember(workspace, 'jane')]
  const consent = (member: Place, topic: string, state: string) =>
    pool().query(
      `insert into engine.consent (workspace_id, shard, member_id, channel, topic, state, source) values ($1, $2, $3, 'email', $4, $5, 'api')`,
      [workspace, member.shard, member.id, topic, state],
    )
  await consent(loser, '', 'denied')
  await consent(winner, '', 'granted')
  await consent(loser, 'news', 'granted')
  await consent(winner, 'news', 'denied')
  await consent(loser, 'tips', 'pending')
  await mergeRows(workspace, loser, winner)
  await settle(...tickers)
  expect(await rows('select topic, state from engine.consent where member_id = $1 order by topic', [winner.id])).toEqual([
    { topic: '', state: 'denied' },
    { topic: 'news', state: 'denied' },
    { topic: 'tips', state: 'pending' },
  ])
})

test('merges said twice, crossing and in a chain all come to an end', async () => {
  later(0)
  const { id: workspace } = await makeWorkspace()
  const [a, b, c] = [await anonymous(workspace), await anonymous(workspace), await makeMember(workspace, 'c')]
  await mergeRows(workspace, a, b)
  await happen(workspace, b, 'Seen')
  await mergeRows(workspace, b, c)
  await mergeRows(workspace, a, b)
  await mergeRows(workspace, b, a)
  await happen(workspace, a, 'Seen')
  await settle(...tickers)
  expect(await value('select count(*)::int from engine.inbox where workspace_id = $1', [workspace])).toBe(0)
  expect(await rows('select distinct merged_into_id as into from engine.member where id = any($1)', [[a.id, b.id]])).toEqual([
    { into: c.id },
  ])
  expect(await value('select count(*)::int from engine.event where workspace_id = $1', [workspace])).toBe(2)
})

test('outcomes of messages sent before a merge reach them', async () => {
  later(0)
  const { id: workspace } = await makeWorkspace()
  const { id } = await publish(workspace, journey('trigger(Go) → email hello → exit'))
  const [loser, winner] = [await anonymous(workspace), await makeMember(workspace, 'jane')]
  await happen(workspace, loser, 'Go')
  await mergeRows(workspace, loser, winner)
  await settle(...tickers)
  const messageId = await value<number>('select id from engine.message where journey_id = $1', [id])
  await put(workspace, loser, 'outcome', { messageId, outcome: 'opened', at: new Date().toISOString() })
  await settle(...tickers)
  expect(await value('select opened_at is not null from engine.message where id = $1', [messageId])).toBe(true)
})
