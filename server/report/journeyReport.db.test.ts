import { beforeAll, expect, test } from 'vitest'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { makeWorkspace } from '#tests/support/workspace.ts'
import { journeyReport } from './journeyReport.ts'

const ctxOf = (workspaceId: number): Ctx => ({ workspaceId, role: 'viewer', actor: { kind: 'system' }, requestId: 'test' })
const document = {
  name: 'Loyalty',
  nodes: [
    { key: 'in', kind: 'trigger.event', settings: { event: 'Order Completed' } },
    { key: 'rest', kind: 'rule.delay', settings: { duration: { days: 1 } } },
    { key: 'mail', kind: 'action.email', settings: { template: 'thanks' } },
  ],
}

async function makeJourney(workspaceId: number): Promise<number> {
  const { rows } = await pool().query<{ id: number }>(
    `with made as (insert into journey (workspace_id, name, status) values ($1, 'Loyalty', 'ONGOING') returning id)
     insert into journey_version (workspace_id, journey_id, number, document) select $1, id, 1, $2 from made returning journey_id as id`,
    [workspaceId, JSON.stringify(document)],
  )
  const id = rows[0]?.id ?? 0
  await pool().query('update journey set live_version_id = (select id from journey_version where journey_id = $1) where id = $1', [id])
  return id
}

const triggered = (workspaceId: number, journeyId: number, bucket: string, count: number, shard = 0) =>
  pool().query('insert into engine.journey_report (workspace_id, journey_id, bucket, shard, triggered) values ($1, $2, $3, $4, $5)', [
    workspaceId,
    journeyId,
    bucket,
    shard,
    count,
  ])
const at = (workspaceId: number, journeyId: number, bucket: string, nodeKey: string, outlet: string, count: number, shard = 0) =>
  pool().query(
    'insert into engine.journey_node_execution_report (workspace_id, journey_id, bucket, shard, node_key, outlet, count) values ($1, $2, $3, $4, $5, $6, $7)',
    [workspaceId, journeyId, bucket, shard, nodeKey, outlet, count],
  )

let ctx: Ctx
let id: number
beforeAll(async () => {
  ctx = ctxOf((await makeWorkspace({ timeZone: 'America/New_York' })).id)
  id = await makeJourney(ctx.workspaceId)
})

test('a journey that nobody entered has its nodes, with zeros, and what nothing tells is null', async () => {
  const report = await journeyReport(ctx, { journeyId: id })
  expect(report.journey).toMatchObject({ triggered: 0, inProgress: 0, ended: 0, canceled: 0, error: 0, outcomes: [] })
  expect(report.journey.revenue).toEqual({ currency: 'USD', amount: '0.00' })
  expect(Object.keys(report.nodes)).toEqual(['in', 'rest', 'mail'])
  expect(report.nodes.in).toEqual({ entered: 0, waiting: 0, left: {} })
  expect(report.nodes.mail?.messages).toMatchObject({ created: 0, delivered: null })
})

test('days are those of the workspace where the clocks change: 23 hours in March, 25 in November', async () => {
  const journeyId = await makeJourney(ctx.workspaceId)
  // 8 March 2026 in New York lasts from 05:00Z to 04:00Z of the next day; 1 November from 04:00Z to 05:00Z.
  for (const [bucket, count] of [
    ['2026-03-08T04:45Z', 1],
    ['2026-03-08T05:00Z', 10],
    ['2026-03-09T03:45Z', 10],
    ['2026-03-09T04:00Z', 100],
  ] as const)
    await triggered(ctx.workspaceId, journeyId, bucket, count)
  const spring = await journeyReport(ctx, { journeyId, from: '2026-03-07T05:00:00Z', to: '2026-03-10T04:00:00Z', interval: 'day' })
  expect(spring.series.map((point) => [point.at, point.triggered])).toEqual([
    ['2026-03-07T05:00:00.000Z', 1],
    ['2026-03-08T05:00:00.000Z', 20],
    ['2026-03-09T04:00:00.000Z', 100],
  ])
  for (const [bucket, count] of [
    ['2026-11-01T03:45Z', 1],
    ['2026-11-01T04:00Z', 10],
    ['2026-11-01T05:00Z', 10],
    ['2026-11-02T04:45Z', 10],
    ['2026-11-02T05:00Z', 100],
  ] as const)
    await triggered(ctx.workspaceId, journeyId, bucket, count)
  const autumn = await journeyReport(ctx, { journeyId, from: '2026-10-31T04:00:00Z', to: '2026-11-03T05:00:00Z', interval: 'day' })
  expect(autumn.series.map((point) => point.triggered)).toEqual([1, 30, 100])
})

test('from is inclusive and to exclusive, both rounded outward to quarters of an hour', async () => {
  const journeyId = await makeJourney(ctx.workspaceId)
  for (const [bucket, count] of [
    ['2026-06-01T09:45Z', 1],
    ['2026-06-01T10:00Z', 10],
    ['2026-06-01T10:15Z', 100],
    ['2026-06-01T10:30Z', 1000],
  ] as const)
    await triggered(ctx.workspaceId, journeyId, bucket, count)
  const between = async (from: string, to: string) => (await journeyReport(ctx, { journeyId, from, to })).journey.triggered
  expect(await between('2026-06-01T10:00:00Z', '2026-06-01T10:30:00Z')).toBe(110)
  expect(await between('2026-06-01T10:14:59Z', '2026-06-01T10:15:01Z')).toBe(110)
  expect((await journeyReport(ctx, { journeyId })).journey.triggered).toBe(1111)
})

test('who is here now is arrivals less departures over the whole life, whatever the range', async () => {
  const journeyId = await makeJourney(ctx.workspaceId)
  await triggered(ctx.workspaceId, journeyId, '2026-06-01T10:00Z', 9)
  await at(ctx.workspaceId, journeyId, '2026-06-01T10:00Z', 'rest', '', 9, 3)
  await at(ctx.workspaceId, journeyId, '2026-06-02T10:00Z', 'rest', 'next', 4, 5)
  await at(ctx.workspaceId, journeyId, '2026-06-02T10:00Z', 'rest', '!canceled', 2, 7)
  const report = await journeyReport(ctx, { journeyId, from: '2026-06-02T00:00:00Z', to: '2026-06-03T00:00:00Z' })
  expect(report.nodes.rest).toEqual({ entered: 0, waiting: 3, left: { next: 4 }, stopped: { canceled: 2 } })
  expect(report.journey).toMatchObject({ triggered: 0, inProgress: 9 })
})

test('messages are summed by outcome; delivered is null until a receipt has come', async () => {
  const journeyId = await makeJourney(ctx.workspaceId)
  const message = (outcome: string, count: number, bucket = '2026-06-01T10:00Z') =>
    pool().query(
      `insert into engine.journey_node_performance_report (workspace_id, journey_id, bucket, shard, node_key, channel, outcome, count)
       values ($1, $2, $3, 1, 'mail', 'email', $4, $5)`,
      [ctx.workspaceId, journeyId, bucket, outcome, count],
    )
  await message('created', 12)
  await message('sent', 10)
  await message('opened', 4)
  const range = { journeyId, from: '2026-06-01T00:00:00Z', to: '2026-06-02T00:00:00Z' }
  expect((await journeyReport(ctx, range)).nodes.mail?.messages).toMatchObject({
    created: 12,
    sent: 10,
    opened: 4,
    delivered: null,
    clicked: 0,
  })
  await message('delivered', 3, '2026-07-01T10:00Z')
  expect((await journeyReport(ctx, range)).nodes.mail?.messages?.delivered).toBe(0)
})

test('a node of an older version is reported while its counts lie in the range', async () => {
  const journeyId = await makeJourney(ctx.workspaceId)
  await at(ctx.workspaceId, journeyId, '2026-06-01T10:00Z', 'gone', '', 2)
  await at(ctx.workspaceId, journeyId, '2026-06-01T10:00Z', 'gone', 'next', 2)
  expect((await journeyReport(ctx, { journeyId })).nodes.gone).toEqual({ entered: 2, waiting: 0, left: { next: 2 } })
})

test('another workspace cannot see it, and an impossible range is refused', async () => {
  const stranger = ctxOf((await makeWorkspace()).id)
  await expect(journeyReport(stranger, { journeyId: id })).rejects.toMatchObject({ refusal: 'notFound' })
  await expect(journeyReport(ctx, { journeyId: id, from: '2026-06-02T00:00:00Z', to: '2026-06-01T00:00:00Z' })).rejects.toMatchObject({
    code: 'range',
  })
  await expect(journeyReport(ctx, { journeyId: id, from: '1990-01-01T00:00:00Z', interval: 'hour' })).rejects.toMatchObject({
    code: 'too_many_points',
  })
})
