import { beforeEach, describe, expect, test } from 'vitest'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { listEventNames } from './listEventNames.ts'
import { listEventProperties } from './listEventProperties.ts'
import { listEvents } from './listEvents.ts'
import { listRejected } from './listRejected.ts'
import { sendEvents } from './sendEvents.ts'

let ctx: Ctx
const ctxOf = (workspaceId: number): Ctx => ({ workspaceId, role: 'editor', actor: { kind: 'system' }, requestId: 'r' })
beforeEach(async () => {
  ctx = ctxOf((await makeWorkspace()).id)
})

let ids = 1_000
/** As the tick writes it. */
async function happened(member: { shard: number; id: number }, name: string, secondsAgo: number, properties: object = {}): Promise<void> {
  await pool().query(
    `insert into engine.event (shard, member_id, id, workspace_id, kind, name, at, accepted_at, payload)
     values ($1, $2, $3, $4, 'track', $5, now() - make_interval(secs => $6), now() - make_interval(secs => $6), $7)`,
    [member.shard, member.id, ids++, ctx.workspaceId, name, secondsAgo, { properties, messageId: `m${ids}` }],
  )
  await pool().query(
    `insert into engine.event_report (workspace_id, name, bucket, shard, count) values ($1, $2, date_trunc('hour', now()), $3, 1)
     on conflict (workspace_id, name, bucket, shard) do update set count = engine.event_report.count + 1`,
    [ctx.workspaceId, name, member.shard],
  )
}

describe('reading back', () => {
  test('a log over all names, page by page, each event once, the newest first', async () => {
    const jane = await makeMember(ctx.workspaceId, 'jane', { firstName: 'Jane', email: 'jane@example.com' })
    const joe = await makeMember(ctx.workspaceId, 'joe')
    for (let i = 0; i < 9; i++) await happened(i % 2 ? joe : jane, ['Ordered', 'Viewed', 'Left'][i % 3] ?? '', 100 - i, { i })
    const seen: unknown[] = []
    let cursor: string | null | undefined
    do {
      const page = await listEvents(ctx, { limit: 4, ...(cursor && { cursor }) })
      seen.push(...page.data.map((event) => event.properties.i))
      cursor = page.nextCursor
    } while (cursor)
    expect(seen).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0])
    expect((await listEvents(ctx, { name: 'Viewed' })).data.map((e) => e.properties.i)).toEqual([7, 4, 1])
    expect((await listEvents(ctx, { userId: 'joe' })).data.map((e) => e.properties.i)).toEqual([7, 5, 3, 1])
    expect((await listEvents(ctx, { userId: 'joe', name: 'Viewed' })).data.map((e) => e.properties.i)).toEqual([7, 1])
    expect((await listEvents(ctx, { name: 'Ordered' })).data[0]?.member).toMatchObject({
      userId: 'jane',
      name: 'Jane',
      email: 'jane@example.com',
    })
    expect((await listEvents(ctx, { userId: 'nobody' })).data).toEqual([])
    expect((await listEvents(ctxOf((await makeWorkspace()).id), {})).data).toEqual([])
  })

  test("a merged visitor's events are the member's", async () => {
    const jane = await makeMember(ctx.workspaceId, 'jane')
    const visitor = await makeMember(ctx.workspaceId, 'visitor')
    await pool().query('update engine.member set merged_into_shard = $1, merged_into_id = $2 where shard = $3 and id = $4', [
      jane.shard,
      jane.id,
      visitor.shard,
      visitor.id,
    ])
    await happened(visitor, 'Viewed', 9)
    await happened(jane, 'Ordered', 5)
    const { data } = await listEvents(ctx, { userId: 'jane' })
    expect(data.map((e) => [e.name, e.member.userId])).toEqual([
      ['Ordered', 'jane'],
      ['Viewed', 'jane'],
    ])
  })

  test('a cursor of another list is refused', async () => {
    const jane = await makeMember(ctx.workspaceId, 'jane')
    for (let i = 0; i < 3; i++) await happened(jane, 'Ordered', i)
    const { nextCursor } = await listEvents(ctx, { limit: 1 })
    await expect(listEvents(ctx, { name: 'Ordered', cursor: nextCursor ?? '' })).rejects.toThrow(/other filters/)
  })

  test('names with counts and when they came last; properties with types and examples', async () => {
    const jane = await makeMember(ctx.workspaceId, 'jane')
    for (const revenue of [10, 20.5, null])
      await happened(jane, 'Ordered', 5, { revenue, coupon: 'A', cart: { items: 2 }, at: '2026-11-21T10:00:00Z' })
    await happened(jane, 'Viewed', 3)
    expect((await listEventNames(ctx, {})).data).toMatchObject([
      { name: 'Ordered', count: 3, total: 3, lastSeenAt: expect.any(String) },
      { name: 'Viewed', count: 1 },
    ])
    expect((await listEventNames(ctx, { q: 'vie' })).data).toHaveLength(1)
    expect((await listEventProperties(ctx, { name: 'Ordered' })).data).toEqual([
      { name: 'at', types: ['instant'], count: 3, examples: ['2026-11-21T10:00:00Z'] },
      { name: 'cart', types: ['object'], count: 3, examples: [] },
      { name: 'cart.items', types: ['number'], count: 3, examples: ['2'] },
      { name: 'coupon', types: ['text'], count: 3, examples: ['A'] },
      { name: 'revenue', types: expect.arrayContaining(['number', 'null']), count: 3, examples: expect.arrayContaining(['10', '20.5']) },
    ])
  })
})

describe('sending over the API', () => {
  const inbox = async () =>
    (
      await pool().query<{ name: string }>("select payload ->> 'name' as name from engine.inbox where workspace_id = $1 order by id", [
        ctx.workspaceId,
      ])
    ).rows.map((r) => r.name)

  test('one event is a track unless it says otherwise', async () => {
    expect(await sendEvents(ctx, { userId: 'u', event: 'Ordered', messageId: 'm' })).toEqual({ accepted: 1, repeated: 0, rejected: [] })
    expect(await sendEvents(ctx, { userId: 'u', event: 'Ordered', messageId: 'm' })).toEqual({ accepted: 0, repeated: 1, rejected: [] })
    expect(await sendEvents(ctx, { type: 'identify', userId: 'u', traits: {} })).toMatchObject({ accepted: 1 })
    expect(await inbox()).toEqual(['Ordered', 'identify'])
  })

  test('of a batch the good is accepted, and the bad is named and kept', async () => {
    const batch: Record<string, string>[] = [
      { type: 'track', userId: 'u', event: 'A' },
      { type: 'track', event: 'B', messageId: 'bad' },
      { type: 'track', userId: 'v', event: 'C' },
    ]
    expect(await sendEvents(ctx, { batch })).toMatchObject({
      accepted: 2,
      rejected: [{ index: 1, code: 'missing_identity', messageId: 'bad' }],
    })
    expect(await inbox()).toEqual(['A', 'C'])
    const { data, nextCursor } = await listRejected(ctx, {})
    expect(data).toMatchObject([{ code: 'missing_identity', messageId: 'bad', item: JSON.stringify(batch[1]) }])
    expect(nextCursor).toBeNull()
    expect((await listRejected(ctx, { code: 'other' })).data).toEqual([])
  })

  test('a viewer may not', async () => {
    await expect(sendEvents({ ...ctx, role: 'viewer' }, { userId: 'u', event: 'E' })).rejects.toMatchObject({ refusal: 'forbidden' })
  })
})
