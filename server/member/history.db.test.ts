import { beforeAll, expect, test } from 'vitest'
import { journeyDocumentSchema } from '#domain/journey/document.ts'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { happen, makeTicker, type Place, publish, put, settle, value } from '#tests/support/engine.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { journeyPassages } from './journeyPassages.ts'
import { listMemberMessages } from './listMemberMessages.ts'
import { listPassages } from './listPassages.ts'
import { timeline } from './timeline.ts'
import { trace } from './trace.ts'

const document = journeyDocumentSchema.parse({
  name: 'Welcome',
  settings: { reentry: { mode: 'every_time' } },
  nodes: [
    { key: 'in', kind: 'trigger.event', name: 'Ordered', settings: { event: 'Order Completed' } },
    { key: 'vip', kind: 'rule.condition', name: 'VIP?', settings: { condition: { attribute: 'plan', operator: 'equals', value: 'vip' } } },
    { key: 'rest', kind: 'rule.delay', name: 'A day', settings: { duration: { days: 1 } } },
    { key: 'mail', kind: 'action.email', name: 'Hello', settings: { subject: 'Hello', body: '<p>Hello</p>' } },
    { key: 'out', kind: 'action.exit', name: '', settings: { reason: 'Done' } },
  ],
  paths: [
    { source: 'in', outlet: 'next', target: 'vip' },
    { source: 'vip', outlet: 'yes', target: 'rest' },
    { source: 'vip', outlet: 'no', target: 'out' },
    { source: 'rest', outlet: 'next', target: 'mail' },
    { source: 'mail', outlet: 'next', target: 'out' },
  ],
})

let ctx: Ctx
let stranger: Ctx
let journeyId: number
let jane: Place
const ref = { ref: 'jane' }
const clock = { now: new Date('2026-06-01T10:00:00Z') }
const as = (workspaceId: number): Ctx => ({ workspaceId, role: 'viewer', actor: { kind: 'system' }, requestId: 'test' })

beforeAll(async () => {
  const workspace = await makeWorkspace()
  ctx = as(workspace.id)
  stranger = as((await makeWorkspace()).id)
  journeyId = (await publish(workspace.id, document)).id
  jane = await makeMember(workspace.id, 'jane', { plan: 'free', email: 'jane@example.com', firstName: 'Jane' })
  const cookie = await makeMember(workspace.id, 'cookie')
  await pool().query('update engine.member set user_id = null where shard = $1 and id = $2', [cookie.shard, cookie.id])
  await pool().query(`update engine.member_identity set kind = 'a' where workspace_id = $1 and value = 'cookie'`, [workspace.id])
  const ticker = makeTicker({ clock })
  await happen(workspace.id, cookie, 'Product Viewed', { at: clock.now })
  await settle(ticker)
  const merge = { winnerShard: jane.shard, winnerId: jane.id, loserShard: cookie.shard, loserId: cookie.id }
  for (const side of [cookie, jane]) await put(workspace.id, side, 'merge', merge)
  await settle(ticker)
  await happen(workspace.id, jane, 'Order Completed', { properties: { revenue: 20 }, at: clock.now })
  await settle(ticker)
  await put(workspace.id, jane, 'change', { set: { plan: 'vip' } })
  await happen(workspace.id, jane, 'Order Completed', { properties: { revenue: 50 }, at: clock.now })
  await settle(ticker)
  clock.now = new Date('2026-06-02T10:00:00Z')
  await settle(ticker)
  const messageId = await value<number>('select id from engine.message where member_id = $1', [jane.id])
  await put(workspace.id, jane, 'outcome', { messageId, outcome: 'sent', at: clock.now.toISOString() })
  await put(workspace.id, jane, 'outcome', { messageId, outcome: 'opened', at: clock.now.toISOString() })
  await settle(ticker)
})

const all = async (query: Partial<Parameters<typeof timeline>[1]> = {}) => (await timeline(ctx, { ...ref, limit: 100, ...query })).data

test('the timeline holds what happened from every source, under every name, the newest first', async () => {
  const items = await all()
  expect(items.map((item) => item.at)).toEqual([...items.map((item) => item.at)].sort().reverse())
  expect(items.map((item) => item.name).sort()).toEqual(
    [
      ...['Product Viewed', 'Order Completed', 'Order Completed', 'profile_changed'],
      ...['journey_entered', 'journey_entered', 'journey_exited', 'journey_exited', 'email_sent', 'email_opened'],
    ].sort(),
  )
})

test('a page at a time tells the same, in the same order, each thing once', async () => {
  const whole = (await all()).map((item) => item.id)
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await timeline(ctx, { ...ref, limit: 2, ...(cursor ? { cursor } : {}) })
    seen.push(...page.data.map((item) => item.id))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(seen).toEqual(whole)
})

test('it can be narrowed to kinds and to part of a name', async () => {
  expect((await all({ kinds: 'delivery' })).map((item) => item.name)).toEqual(['email_opened', 'email_sent'])
  expect((await all({ q: 'order com' })).every((item) => item.name === 'Order Completed')).toBe(true)
  expect((await all({ q: 'WELCOME', kinds: 'entered,left' })).length).toBe(4)
  expect(await all({ q: '100%_nothing' })).toEqual([])
})

test('what belongs to a passage names it, its journey, its version and its node', async () => {
  const [sent] = await all({ kinds: 'delivery' })
  expect(sent).toMatchObject({
    journey: { id: String(journeyId), name: 'Welcome' },
    detail: { version: 1, nodeKey: 'mail', node: 'Hello' },
  })
  expect(sent?.progressId).toMatch(/^\d+-\d+$/)
})

test('a change tells what was before and after', async () => {
  expect((await all({ kinds: 'change' }))[0]?.detail.changes).toEqual({ plan: ['free', 'vip'] })
})

test('the trace of a passage names its visits, what was seen, and the fate of the message', async () => {
  const { data } = await listPassages(ctx, { ...ref, status: 'ENDED' })
  const passages = await Promise.all(data.map((passage) => trace(ctx, { ...ref, progressId: passage.id })))
  const long = passages.find((passage) => passage.visits.length === 5)
  expect(long).toMatchObject({
    status: 'ENDED',
    reason: 'Done',
    version: 1,
    journey: { name: 'Welcome' },
    entry: { name: 'Order Completed' },
  })
  expect(long?.visits.map((visit) => [visit.name || visit.kind, visit.outlet])).toEqual([
    ['Ordered', 'next'],
    ['VIP?', 'yes'],
    ['A day', 'next'],
    ['Hello', 'next'],
    ['action.exit', null],
  ])
  expect(long?.visits[1]?.saw).toEqual([
    { subject: 'plan', of: 'attribute', operator: 'equals', expected: 'vip', actual: 'vip', held: true },
  ])
  expect(long?.visits[2]).toMatchObject({ arrivedAt: '2026-06-01T10:00:00.000Z', leftAt: '2026-06-02T10:00:00.000Z' })
  expect(long?.visits[3]?.message).toMatchObject({ channel: 'email', openedAt: '2026-06-02T10:00:00.000Z' })
  const short = passages.find((passage) => passage.visits.length === 3)
  expect(short?.visits[1]).toMatchObject({ outlet: 'no', saw: [{ actual: 'free', held: false }] })
})

test('passages and messages of the member are listed, the newest first', async () => {
  const { data } = await listPassages(ctx, ref)
  expect(data).toHaveLength(2)
  expect((await listPassages(ctx, { ...ref, status: 'WAITING,ERROR' })).data).toEqual([])
  expect((await listMemberMessages(ctx, ref)).data).toMatchObject([
    { nodeKey: 'mail', member: { userId: 'jane' }, journey: { name: 'Welcome' } },
  ])
})

test('the passages of a journey come with their members, by state and node, page by page', async () => {
  const of = async (query: object) => (await journeyPassages(ctx, { journeyId, ...query })).data
  expect(await of({})).toHaveLength(2)
  expect((await of({}))[0]?.member).toEqual({ id: `${jane.shard}-${jane.id}`, userId: 'jane', email: 'jane@example.com', name: 'Jane' })
  expect(await of({ status: 'WAITING' })).toEqual([])
  await happen(ctx.workspaceId, jane, 'Order Completed', { at: clock.now })
  await settle(makeTicker({ clock }))
  expect(await of({ status: 'WAITING', node: 'rest' })).toMatchObject([
    { nodeKey: 'rest', node: { name: 'A day' }, dueAt: '2026-06-03T10:00:00.000Z' },
  ])
  expect(await of({ status: 'WAITING', node: 'vip' })).toEqual([])
  const first = await journeyPassages(ctx, { journeyId, limit: 2 })
  const rest = await journeyPassages(ctx, { journeyId, limit: 2, cursor: first.nextCursor ?? '' })
  expect([...first.data, ...rest.data].map((row) => row.id)).toEqual((await of({})).map((row) => row.id))
})

test('another workspace sees nothing of it', async () => {
  const id = `${jane.shard}-${jane.id}`
  const passage = (await listPassages(ctx, ref)).data[0]?.id ?? ''
  await expect(timeline(stranger, { ref: id, by: 'id' })).rejects.toMatchObject({ refusal: 'notFound' })
  await expect(trace(stranger, { ref: id, by: 'id', progressId: passage })).rejects.toMatchObject({ refusal: 'notFound' })
  await expect(journeyPassages(stranger, { journeyId })).rejects.toMatchObject({ refusal: 'notFound' })
  const other = await makeMember(ctx.workspaceId, 'other')
  await expect(trace(ctx, { ref: `${other.shard}-${other.id}`, by: 'id', progressId: passage })).rejects.toMatchObject({
    code: 'progress_not_found',
  })
})
