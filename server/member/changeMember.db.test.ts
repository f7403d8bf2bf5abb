import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { closeRing } from '#server/queue/ring.ts'
import { insertChange } from '#server/sql/insertChange.ts'
import { makeTicker, settle } from '#tests/support/engine.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { changeMember } from './changeMember.ts'
import { getMember } from './getMember.ts'
import { loadMember } from './loadMember.ts'
import { changePreferences, getPreferences } from './preferences.ts'
import { tagMember } from './tagMember.ts'
import { timeline } from './timeline.ts'

let ctx: Ctx
const ticker = makeTicker()
beforeAll(async () => {
  ctx = { workspaceId: (await makeWorkspace()).id, role: 'editor', actor: { kind: 'system' }, requestId: 'test' }
})
afterAll(closeRing)

/** Changes while a worker ticks beside it, as it does in production. */
async function change(input: Parameters<typeof changeMember>[1]) {
  const changing = changeMember(ctx, input)
  let isDone = false
  void changing
    .finally(() => {
      isDone = true
    })
    .catch(() => undefined)
  while (!isDone) await settle(ticker)
  return changing
}

test('attributes are set in turn, null removes, and the answer is the member as it is then', async () => {
  await makeMember(ctx.workspaceId, 'jane', { plan: 'free', city: 'Leeds' })
  const { member, isApplied } = await change({
    ref: 'jane',
    attributes: { plan: 'pro', city: null, email: 'Jane@example.com', tags: ['a'] },
  })
  expect(isApplied).toBe(true)
  expect(member).toMatchObject({ email: 'Jane@example.com', attributes: { plan: 'pro', tags: ['a'] } })
  expect(member.attributes).not.toHaveProperty('city')
})

test('tags are put on and taken off one by one, whatever came in between', async () => {
  await makeMember(ctx.workspaceId, 'tagged', { tags: ['a'] })
  const { shard, id } = await loadMember(ctx.workspaceId, { ref: 'tagged' })
  await Promise.all(['b', 'c', 'a'].map((tag) => tagMember(ctx, { ref: 'tagged' }, { add: [tag], remove: [] })))
  await insertChange(pool(), ctx.workspaceId, { shard, id }, { set: { plan: 'pro' }, tags: { add: [], remove: ['b'] } })
  await settle(ticker)
  const { attributes } = await getMember(ctx, { ref: 'tagged' })
  expect(attributes).toEqual({ plan: 'pro', tags: expect.arrayContaining(['a', 'c']) })
  expect(attributes.tags).toHaveLength(2)
  await expect(tagMember(ctx, { ref: 'nobody' }, { add: ['a'], remove: [] })).rejects.toMatchObject({ refusal: 'notFound' })
})

test('an unknown userId makes the member', async () => {
  const { member } = await change({ ref: 'new one', attributes: { plan: 'pro' } })
  expect(member).toMatchObject({ userId: 'new one', attributes: { plan: 'pro' } })
  await expect(changeMember(ctx, { ref: 'nobody@example.com', by: 'email', attributes: {} })).rejects.toMatchObject({ refusal: 'notFound' })
})

test('with no worker running the change is accepted and applied later', async () => {
  await makeMember(ctx.workspaceId, 'late')
  const { member, isApplied } = await changeMember(ctx, { ref: 'late', attributes: { plan: 'pro' } })
  expect([isApplied, member.attributes]).toEqual([false, {}])
  await settle(ticker)
  expect((await getMember(ctx, { ref: 'late' })).attributes).toEqual({ plan: 'pro' })
})

test('a viewer may not change anything', async () => {
  const viewer: Ctx = { ...ctx, role: 'viewer' }
  await expect(changeMember(viewer, { ref: 'jane', attributes: {} })).rejects.toMatchObject({ refusal: 'forbidden' })
  const denied = { consent: [{ channel: 'email' as const, state: 'denied' as const }] }
  await expect(changePreferences(viewer, { ref: 'jane', ...denied })).rejects.toMatchObject({ refusal: 'forbidden' })
})

test('consent is in force at once, kept with its source, and told once in the timeline', async () => {
  await makeMember(ctx.workspaceId, 'mia')
  expect(await getPreferences(ctx, { ref: 'mia' })).toEqual({ consent: [] })
  const { consent } = await changePreferences(ctx, { ref: 'mia', consent: [{ channel: 'email', state: 'denied' }], source: 'by phone' })
  expect(consent).toMatchObject([{ channel: 'email', topic: '', state: 'denied', source: 'by phone' }])
  await settle(ticker)
  const { data } = await timeline(ctx, { ref: 'mia' })
  expect(data.map((item) => [item.kind, item.name])).toEqual([['consent', 'consent_denied']])
})
