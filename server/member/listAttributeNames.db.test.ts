import { expect, test } from 'vitest'
import type { Ctx } from '#server/context.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { listAttributeNames } from './listAttributeNames.ts'

const ctxOf = (workspaceId: number): Ctx => ({ workspaceId, role: 'editor', actor: { kind: 'system' }, requestId: 'test' })

test('attributes are named as the newest members have them, the most common first, and only to their workspace', async () => {
  const [ours, theirs] = await Promise.all([makeWorkspace(), makeWorkspace()])
  await makeMember(ours.id, 'ada', { plan: 'pro', address: { city: 'Gent' } })
  await makeMember(ours.id, 'ben', { plan: 'free' })
  await makeMember(theirs.id, 'cleo', { secret: true })
  const { data } = await listAttributeNames(ctxOf(ours.id))
  expect(data.map(({ name, count }) => [name, count])).toEqual([
    ['plan', 2],
    ['address', 1],
    ['address.city', 1],
  ])
})
