import { beforeAll, expect, test } from 'vitest'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { getMember } from './getMember.ts'
import { listMembers } from './listMembers.ts'

let ctx: Ctx
let stranger: Ctx
const as = (workspaceId: number): Ctx => ({ workspaceId, role: 'viewer', actor: { kind: 'system' }, requestId: 'test' })

beforeAll(async () => {
  ctx = as((await makeWorkspace()).id)
  stranger = as((await makeWorkspace()).id)
  for (const [userId, email] of [
    ['anna', 'z@example.com'],
    ['Annabel', 'a_b@example.com'],
    ['bob', 'Anna@example.com'],
    ['cleo', 'axb@example.com'],
    ['50%', 'q@example.com'],
  ] as const)
    await makeMember(ctx.workspaceId, userId, { email, firstName: userId, lastName: 'X' })
  await makeMember(stranger.workspaceId, 'anna', { email: 'anna@example.com' })
})

const names = async (q: string, limit = 50) => (await listMembers(ctx, { q, limit })).data.map((line) => line.userId)

test('without a search the newest come first', async () => {
  expect(await names('')).toEqual(['50%', 'cleo', 'bob', 'Annabel', 'anna'])
})

test('a search finds prefixes of userId and email, whatever the case, each member once', async () => {
  expect(await names('ANN')).toEqual(['anna', 'bob', 'Annabel'])
})

test('wildcards in a search mean themselves', async () => {
  expect(await names('a_b')).toEqual(['Annabel'])
  expect(await names('50%')).toEqual(['50%'])
  expect(await names('%')).toEqual([])
})

test('pages are whole: one at a time reaches everybody once', async () => {
  for (const q of ['', 'a']) {
    const seen: (string | null)[] = []
    let cursor: string | undefined
    do {
      const page = await listMembers(ctx, { q, limit: 1, ...(cursor ? { cursor } : {}) })
      seen.push(...page.data.map((line) => line.userId))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual(await names(q))
  }
})

test('a member is named by its attributes', async () => {
  expect((await listMembers(ctx, { q: 'cleo' })).data[0]).toMatchObject({ name: 'cleo X', email: 'axb@example.com', inProgress: 0 })
})

test('a search reads its index ranges and nothing else', async () => {
  const db = await pool().connect()
  try {
    await db.query('set enable_seqscan = off')
    const { rows } = await db.query<{ 'QUERY PLAN': string }>(
      `explain select * from engine.member where workspace_id = 1 and merged_into_id is null
       and lower(email) ~>=~ lower('a') and lower(email) ~<~ lower('b') order by lower(email) using ~<~, id limit 10`,
    )
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('member_by_email')
  } finally {
    db.release(true)
  }
})

test('a member is found by userId, id, email and anonymousId, in its own workspace only', async () => {
  const cleo = await getMember(ctx, { ref: 'cleo' })
  expect(await getMember(ctx, { ref: cleo.id, by: 'id' })).toEqual(cleo)
  expect((await getMember(ctx, { ref: 'AXB@example.com', by: 'email' })).userId).toBe('cleo')
  await expect(getMember(stranger, { ref: 'cleo' })).rejects.toMatchObject({ refusal: 'notFound' })
  await expect(getMember(stranger, { ref: cleo.id, by: 'id' })).rejects.toMatchObject({ refusal: 'notFound' })
  await expect(getMember(ctx, { ref: 'nonsense', by: 'id' })).rejects.toMatchObject({ refusal: 'notFound' })
})

test('a merged member is found under every name it had, with their history of names', async () => {
  const winner = await makeMember(ctx.workspaceId, 'winner')
  const loser = await makeMember(ctx.workspaceId, 'loser')
  await pool().query(
    `insert into engine.member_identity (workspace_id, kind, value, shard, member_id) values ($1, 'a', 'cookie', $2, $3)`,
    [ctx.workspaceId, loser.shard, loser.id],
  )
  await pool().query('update engine.member set merged_into_shard = $1, merged_into_id = $2 where shard = $3 and id = $4', [
    winner.shard,
    winner.id,
    loser.shard,
    loser.id,
  ])
  for (const found of [
    await getMember(ctx, { ref: 'loser' }),
    await getMember(ctx, { ref: 'cookie', by: 'anonymousId' }),
    await getMember(ctx, { ref: `${loser.shard}-${loser.id}`, by: 'id' }),
  ])
    expect(found).toMatchObject({ userId: 'winner', anonymousIds: ['cookie'], aliases: ['loser'] })
})
