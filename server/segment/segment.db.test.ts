import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Condition } from '#domain/condition/document.ts'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { unfinishedWalks, walkMembers } from '#server/feed/walkMembers.ts'
import { closeRing } from '#server/queue/ring.ts'
import { journey } from '#tests/support/drawing.ts'
import { happen, makeTicker, type Place, publish, put, rows, settle } from '#tests/support/engine.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { createSegment } from './create.ts'
import { getSegment } from './get.ts'
import { listSegments } from './list.ts'
import { listSegmentMembers } from './members.ts'
import { previewSegment } from './preview.ts'
import { removeSegment } from './remove.ts'
import { updateSegment } from './update.ts'

let ctx: Ctx
const tickers = [makeTicker(), makeTicker()]
beforeEach(async () => {
  ctx = { workspaceId: (await makeWorkspace()).id, role: 'editor', actor: { kind: 'system' }, requestId: 'test' }
})
afterAll(closeRing)

const create = (key: string, condition: Condition) => createSegment(ctx, { key, name: key, description: '', condition })
const edit = (key: string, condition: Condition, ifMatch = '*') =>
  updateSegment(ctx, key, { name: key, description: '', condition }, ifMatch)
const happens = (member: Place, name: string, more: Parameters<typeof happen>[3] = {}) => happen(ctx.workspaceId, member, name, more)
const change = (member: Place, set: object) => put(ctx.workspaceId, member, 'change', { set })
/** What workers do: every open walk, and the ticks. */
async function work(): Promise<void> {
  for (const walk of await unfinishedWalks(pool())) await walkMembers(pool(), walk, { onFed: () => {} })
  await settle(...tickers)
}
const inside = async (key: string) => (await listSegmentMembers(ctx, key, {})).data.map(({ userId }) => userId).sort()
const member = (userId: string, attributes = {}) => makeMember(ctx.workspaceId, userId, attributes)
const isPro: Condition = { attribute: 'plan', operator: 'equals', value: 'pro' }
const boughtTwice: Condition = { event: 'Buy', within: { days: 7 }, count: { operator: 'gte', value: 2 } }

describe('a segment is kept up to date', () => {
  test('for members who were there before it, and for those who change after', async () => {
    const [ann, bob] = [await member('ann', { plan: 'pro' }), await member('bob', { plan: 'free' })]
    await create('pro', isPro)
    expect((await getSegment(ctx, 'pro')).counting).toMatchObject({ fed: 0 })
    await work()
    expect(await inside('pro')).toEqual(['ann'])
    await change(ann, { plan: 'free' })
    await change(bob, { plan: 'pro' })
    await happens(await member('new'), 'Sign Up', { traits: { plan: 'pro' } })
    await work()
    expect(await inside('pro')).toEqual(['bob', 'new'])
    expect(await getSegment(ctx, 'pro')).toMatchObject({ members: 2, counting: null })
    const history = await rows<{ id: number; isIn: boolean }>(
      `select member_id as id, is_in as "isIn" from engine.segment_history where workspace_id = $1 order by at, member_id`,
      [ctx.workspaceId],
    )
    expect(history.filter(({ id }) => 'id' in ann && id === ann.id)).toEqual([
      { id: ann.id, isIn: true },
      { id: ann.id, isIn: false },
    ])
  })

  test('by counts of events whose window runs out with nothing happening', async () => {
    const ann = await member('ann')
    await create('buyers', boughtTwice)
    await work()
    await happens(ann, 'Buy')
    await happens(ann, 'Buy', { at: new Date(Date.now() - 6 * 86_400_000) })
    await settle(...tickers)
    expect(await inside('buyers')).toEqual(['ann'])
    const later = (days: number) => makeTicker({ clock: { now: new Date(Date.now() + days * 86_400_000) } })
    await settle(later(0.5))
    expect(await inside('buyers')).toEqual(['ann'])
    await settle(later(1.1))
    expect(await inside('buyers')).toEqual([])
  })

  test('by other segments, whichever was made first', async () => {
    await create('pro', isPro)
    await create('loyal', { all: [{ segment: 'pro' }, boughtTwice] })
    await create('others', { none: [{ segment: 'loyal' }] })
    const ann = await member('ann', { plan: 'pro' })
    await work()
    expect([await inside('loyal'), await inside('others')]).toEqual([[], ['ann']])
    await happens(ann, 'Buy')
    await happens(ann, 'Buy')
    await settle(...tickers)
    expect([await inside('loyal'), await inside('others')]).toEqual([['ann'], []])
    await edit('pro', { attribute: 'plan', operator: 'equals', value: 'max' })
    await work()
    expect([await inside('loyal'), await inside('others')]).toEqual([[], ['ann']])
  })

  test('by messages and what became of them', async () => {
    await create('mailed', { message: { outcome: 'created' } })
    await create('openers', { message: { outcome: 'opened' } })
    const { id: journeyId } = await publish(ctx.workspaceId, journey('trigger(Go) → email → exit'))
    const ann = await member('ann', { email: 'ann@example.com' })
    await work()
    await happens(ann, 'Go')
    await settle(...tickers)
    const [message] = await rows<{ id: number }>('select id from engine.message where journey_id = $1', [journeyId])
    await put(ctx.workspaceId, ann, 'outcome', { messageId: message?.id, outcome: 'opened', at: new Date().toISOString() })
    await settle(...tickers)
    expect(await inside('openers')).toEqual(['ann'])
  })

  test('for one who was merged: both histories count, and only the winner is inside', async () => {
    await create('buyers', boughtTwice)
    const [loser, winner] = [await member('anonymous'), await member('known')]
    await pool().query('update engine.member set user_id = null where shard = $1 and id = $2', [loser.shard, loser.id])
    for (const one of [loser, loser, winner]) await happens(one, 'Buy')
    await work()
    expect(await inside('buyers')).toEqual([null])
    const payload = { winnerShard: winner.shard, winnerId: winner.id, loserShard: loser.shard, loserId: loser.id }
    for (const one of [loser, winner]) await put(ctx.workspaceId, one, 'merge', payload)
    await settle(...tickers)
    expect(await inside('buyers')).toEqual(['known'])
    expect((await getSegment(ctx, 'buyers')).members).toBe(1)
  })

  test('and going in starts what listens to it', async () => {
    await create('pro', isPro)
    const entered = 'trigger(segment_membership_changed where segment equals pro) → delay 1h → exit'
    const { id } = await publish(ctx.workspaceId, journey(entered))
    const ann = await member('ann')
    await work()
    await change(ann, { plan: 'pro' })
    await settle(...tickers)
    expect(await rows('select status from engine.progress where journey_id = $1', [id])).toEqual([{ status: 'WAITING' }])
  })

  test('a member who is in none is looked at once, not with every row', async () => {
    await create('pro', isPro)
    const ann = await member('ann')
    await happens(ann, 'Whatever')
    await settle(...tickers)
    expect(
      await rows('select assessed_at is not null as assessed, wake_at from engine.member where shard = $1 and id = $2', [
        ann.shard,
        ann.id,
      ]),
    ).toEqual([{ assessed: true, wake_at: null }])
  })
})

describe('the verbs', () => {
  test('a list has counts, pages and a search', async () => {
    for (const key of ['one', 'two', 'three']) await create(key, isPro)
    const first = await listSegments(ctx, { limit: 2 })
    expect(first.data.map(({ key }) => key)).toEqual(['three', 'two'])
    const second = await listSegments(ctx, { limit: 2, cursor: first.nextCursor ?? '' })
    expect([second.data.map(({ key }) => key), second.nextCursor]).toEqual([['one'], null])
    expect((await listSegments(ctx, { q: 'TWO' })).data).toHaveLength(1)
  })

  test('circles, unknown segments and unfinished conditions are refused in sentences', async () => {
    await create('a', isPro)
    await create('b', { segment: 'a' })
    await expect(edit('a', { any: [isPro, { segment: 'b' }] })).rejects.toMatchObject({
      code: 'segment_circle',
      message: expect.stringContaining('a → b → a'),
    })
    await expect(create('c', { segment: 'gone' })).rejects.toMatchObject({ refusal: 'unprocessable', code: 'segment_unknown' })
    await expect(create('c', { attribute: 'a', operator: 'gt', value: '' })).rejects.toMatchObject({ refusal: 'unprocessable' })
    await expect(create('c', { attribute: 'a', operator: 'equals', value: 'x\u0000' })).rejects.toMatchObject({ code: 'condition_text' })
    await expect(create('a', isPro)).rejects.toMatchObject({ refusal: 'conflict', code: 'segment_key_taken' })
  })

  test('a change that others made meanwhile is not overwritten', async () => {
    const { updatedAt } = await create('a', isPro)
    await edit('a', boughtTwice, updatedAt)
    await expect(edit('a', isPro, updatedAt)).rejects.toMatchObject({ refusal: 'conflict', code: 'stale_segment' })
  })

  test('one that a live journey or another segment names stays', async () => {
    await create('a', isPro)
    await create('b', { none: [{ segment: 'a' }] })
    await expect(removeSegment(ctx, 'a')).rejects.toMatchObject({ refusal: 'conflict', message: expect.stringContaining('b') })
    await removeSegment(ctx, 'b')
    const { id } = await publish(
      ctx.workspaceId,
      journey('trigger(Go) → exit', { name: 'Win back', settings: { exits: [{ condition: { segment: 'a' } }] } }),
    )
    await expect(removeSegment(ctx, 'a')).rejects.toMatchObject({ refusal: 'conflict', message: expect.stringContaining('Win back') })
    await pool().query(`update journey set status = 'ENDED' where id = $1`, [id])
    await removeSegment(ctx, 'a')
    expect((await listSegments(ctx, {})).data).toEqual([])
  })

  test('a preview counts what the segment will hold, and says so when it would take too long', async () => {
    const members = [await member('ann', { plan: 'pro' }), await member('bob', { plan: 'free' }), await member('eve', { plan: 'pro' })]
    for (const one of members.slice(1)) for (let i = 0; i < 2; i++) await happens(one, 'Buy')
    await settle(...tickers)
    const condition: Condition = { all: [isPro, boughtTwice] }
    const preview = await previewSegment(ctx, condition)
    expect([preview.count, preview.members.map(({ userId }) => userId)]).toEqual([1, ['eve']])
    await create('both', condition)
    await work()
    expect(await inside('both')).toEqual(['eve'])
    const locked = await pool().connect()
    await locked.query('begin; lock table engine.member in access exclusive mode')
    await expect(previewSegment(ctx, condition, 200)).rejects.toMatchObject({ refusal: 'unavailable', code: 'preview_timeout' })
    await locked.query('rollback')
    locked.release()
  })

  test('a viewer may look, not change', async () => {
    await create('a', isPro)
    const viewer: Ctx = { ...ctx, role: 'viewer' }
    await expect(removeSegment(viewer, 'a')).rejects.toMatchObject({ refusal: 'forbidden' })
    expect((await previewSegment(viewer, isPro)).count).toBe(0)
  })
})
