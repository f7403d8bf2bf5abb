import { beforeAll, expect, test } from 'vitest'
import { journeyDocumentSchema } from '#domain/journey/document.ts'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { happen, makeTicker, type Place, publish, put, rows, settle, value } from '#tests/support/engine.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { journeyReport } from './journeyReport.ts'
import { recount } from './recount.ts'

const document = journeyDocumentSchema.parse({
  name: 'Every way out',
  settings: { reentry: { mode: 'every_time' } },
  nodes: [
    { key: 'in', kind: 'trigger.event', settings: { event: 'Order Completed' } },
    { key: 'vip', kind: 'rule.condition', settings: { condition: { attribute: 'plan', operator: 'equals', value: 'vip' } } },
    { key: 'rest', kind: 'rule.delay', settings: { duration: { days: 3 } } },
    { key: 'mail', kind: 'action.email', settings: { template: 'thanks' } },
    { key: 'out', kind: 'action.exit', settings: { reason: 'Not a VIP' } },
  ],
  paths: [
    { source: 'in', outlet: 'next', target: 'vip' },
    { source: 'vip', outlet: 'yes', target: 'mail' },
    { source: 'vip', outlet: 'no', target: 'rest' },
    { source: 'rest', outlet: 'next', target: 'out' },
  ],
})

let ctx: Ctx
let journeyId: number
let vip: Place
let plain: Place
const day = (n: number) => new Date(Date.parse('2026-06-01T10:00:00Z') + n * 86_400_000)

beforeAll(async () => {
  const workspace = await makeWorkspace()
  ctx = { workspaceId: workspace.id, role: 'viewer', actor: { kind: 'system' }, requestId: 'test' }
  journeyId = (await publish(workspace.id, document)).id
  vip = await makeMember(workspace.id, 'vip', { plan: 'vip' })
  plain = await makeMember(workspace.id, 'plain')
  const clock = { now: day(0) }
  const ticker = makeTicker({ clock })
  const buy = async (member: Place) => {
    await happen(workspace.id, member, 'Order Completed', { at: clock.now })
    await pool().query('update engine.inbox set accepted_at = $1', [clock.now])
  }
  for (const member of [vip, vip, plain, plain, plain]) await buy(member)
  await settle(ticker)
  clock.now = day(1)
  await buy(plain)
  await settle(ticker)
  const canceled = await value<number>(`select min(id) from engine.progress where member_id = $1`, [plain.id])
  await put(workspace.id, plain, 'command', { do: 'cancel', progressId: canceled, reason: 'operator' })
  const [first = 0, second = 0] = (await rows<{ id: number }>('select id from engine.message order by id')).map((row) => row.id)
  const told = (messageId: number, outcome: string) =>
    put(workspace.id, vip, 'outcome', { messageId, outcome, at: clock.now.toISOString() })
  for (const outcome of ['attempted', 'sent', 'opened', 'opened', 'clicked']) await told(first, outcome)
  for (const outcome of ['attempted', 'unknown', 'sent']) await told(second, outcome)
  await settle(ticker)
  clock.now = day(3)
  await settle(ticker)
})

test('the report says what happened, to the unit', async () => {
  const report = await journeyReport(ctx, { journeyId })
  expect(report.journey).toMatchObject({ triggered: 6, inProgress: 1, ended: 4, canceled: 1, error: 0 })
  expect(report.journey.outcomes).toEqual([
    { status: 'ENDED', reason: 'Not a VIP', count: 2 },
    { status: 'ENDED', reason: 'open_outlet', count: 2 },
    { status: 'CANCELED', reason: 'operator', count: 1 },
  ])
  expect(report.nodes).toMatchObject({
    in: { entered: 6, waiting: 0, left: { next: 6 } },
    vip: { entered: 6, waiting: 0, left: { yes: 2, no: 4 } },
    rest: { entered: 4, waiting: 1, left: { next: 2 }, stopped: { canceled: 1 } },
    mail: {
      entered: 2,
      waiting: 0,
      left: { next: 2 },
      messages: { created: 2, sent: 2, opened: 1, clicked: 1, unknown: 0, delivered: null },
    },
    out: { entered: 2, waiting: 0, left: {}, stopped: { ended: 2 } },
  })
})

test('a time of the report holds what happened in it, and who is inside now', async () => {
  const report = await journeyReport(ctx, { journeyId, from: day(1).toISOString(), to: day(2).toISOString() })
  expect(report.journey).toMatchObject({ triggered: 1, ended: 0, canceled: 1, inProgress: 1 })
  expect(report.nodes.rest).toEqual({ entered: 1, waiting: 1, left: {}, stopped: { canceled: 1 } })
  expect(report.series.map((point) => point.triggered)).toEqual([1, 0])
})

test('the series sums to the totals', async () => {
  const report = await journeyReport(ctx, { journeyId, interval: 'hour' })
  const sum = (of: (point: (typeof report.series)[number]) => number) => report.series.reduce((total, point) => total + of(point), 0)
  expect([sum((p) => p.triggered), sum((p) => p.ended), sum((p) => p.messages)]).toEqual([6, 4, 2])
})

test('counted anew from the rows, nothing differs', async () => {
  expect(await recount(pool(), journeyId)).toEqual([])
})

test('and an independent count of the rows says the same', async () => {
  const byStatus = await rows<{ status: string; n: number }>(
    'select status, count(*)::int as n from engine.progress where journey_id = $1 group by 1 order by 1',
    [journeyId],
  )
  expect(byStatus).toEqual([
    { status: 'CANCELED', n: 1 },
    { status: 'ENDED', n: 4 },
    { status: 'WAITING', n: 1 },
  ])
})

test('a counter that is off by one is found, and named', async () => {
  await pool().query(
    `update engine.journey_node_execution_report set count = count + 1
     where journey_id = $1 and node_key = 'out' and outlet = '' and bucket = (select max(bucket) from engine.journey_node_execution_report where journey_id = $1 and node_key = 'out')`,
    [journeyId],
  )
  await pool().query(`delete from engine.journey_execution_report where journey_id = $1 and status = 'CANCELED'`, [journeyId])
  expect(await recount(pool(), journeyId)).toEqual([
    { counter: 'node', key: ['out', ''], counted: 3, actual: 2 },
    { counter: 'outcome', key: ['CANCELED', 'operator'], counted: 0, actual: 1 },
  ])
  await expect(recount(pool(), 0)).rejects.toMatchObject({ refusal: 'notFound' })
})
