import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { closeRing } from '#server/queue/ring.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { discardDeadLetter } from './discard.ts'
import { deadLetterQuerySchema, listDeadLetters } from './list.ts'
import { replayDeadLetters } from './replay.ts'

let ctx: Ctx
let stranger: Ctx
let ids: number[]

afterAll(closeRing)
beforeAll(async () => {
  const of = (workspaceId: number): Ctx => ({ workspaceId, role: 'editor', actor: { kind: 'system' }, requestId: 'test' })
  ctx = of((await makeWorkspace()).id)
  stranger = of((await makeWorkspace()).id)
  const [ada, bob] = [await makeMember(ctx.workspaceId, 'ada'), await makeMember(ctx.workspaceId, 'bob')]
  ids = []
  for (const [member, name] of [
    [ada, 'First'],
    [ada, 'Second'],
    [bob, 'Third'],
  ] as const) {
    const { rows } = await pool().query<{ id: number }>(
      `insert into engine.dead_letter (workspace_id, source, shard, member_id, kind, payload, reason) values ($1, 'tick', $2, $3, 'event', $4, 'it broke') returning id`,
      [ctx.workspaceId, member.shard, member.id, JSON.stringify({ name })],
    )
    ids.push(rows[0]?.id ?? 0)
  }
})

const list = (who: Ctx, query: object = {}) => listDeadLetters(who, deadLetterQuerySchema.parse(query))
const asked = async () =>
  (
    await pool().query(
      `select m.user_id from engine.inbox i join engine.member m on m.shard = i.shard and m.id = i.member_id where i.payload ->> 'do' = 'release' order by i.id`,
    )
  ).rows.map(({ user_id }) => user_id)

it('lists the newest first, page by page, and nobody else’s', async () => {
  const first = await list(ctx, { limit: 2 })
  expect(first.data.map(({ name, member }) => [name, member?.userId])).toEqual([
    ['Third', 'bob'],
    ['Second', 'ada'],
  ])
  expect((await list(ctx, { limit: 2, cursor: first.nextCursor })).data.map(({ name }) => name)).toEqual(['First'])
  expect((await list(stranger)).data).toEqual([])
})

it('asks for the release of the member of one, or of everybody, and of nobody else’s', async () => {
  await expect(replayDeadLetters(stranger, ids[0] ?? 0)).rejects.toMatchObject({ refusal: 'notFound' })
  expect(await replayDeadLetters(stranger, null)).toEqual({ members: 0, jobs: 0 })
  await expect(replayDeadLetters({ ...ctx, role: 'viewer' }, null)).rejects.toMatchObject({ refusal: 'forbidden' })
  expect(await asked()).toEqual([])
  expect(await replayDeadLetters(ctx, ids[0] ?? 0)).toEqual({ members: 1, jobs: 0 })
  expect(await asked()).toEqual(['ada'])
  expect(await replayDeadLetters(ctx, null)).toEqual({ members: 2, jobs: 0 })
})

it('keeps what was put back out of the list, unless asked for', async () => {
  await pool().query('update engine.dead_letter set replayed_at = now() where id = $1', [ids[0]])
  expect((await list(ctx)).data.map(({ name }) => name)).toEqual(['Third', 'Second'])
  expect((await list(ctx, { state: 'all' })).data).toHaveLength(3)
  await expect(replayDeadLetters(ctx, ids[0] ?? 0)).rejects.toMatchObject({ code: 'dead_letter' })
})

it('discards one for good, says who did it, and releases the member for whom nothing else is kept', async () => {
  await pool().query('update engine.dead_letter set replayed_at = null; delete from engine.inbox')
  const [first = 0, second = 0] = ids
  await expect(discardDeadLetter(stranger, first)).rejects.toMatchObject({ refusal: 'notFound' })
  await expect(discardDeadLetter({ ...ctx, role: 'viewer' }, first)).rejects.toMatchObject({ refusal: 'forbidden' })
  await Promise.all([discardDeadLetter(ctx, first), discardDeadLetter(ctx, second)])
  expect(await asked()).toEqual(['ada'])
  await expect(discardDeadLetter(ctx, second)).rejects.toMatchObject({ code: 'dead_letter' })
  expect((await list(ctx, { state: 'all' })).data.map(({ name, isDiscarded }) => [name, isDiscarded])).toEqual([
    ['Third', false],
    ['Second', true],
    ['First', true],
  ])
  const { rows } = await pool().query(`select subject from audit_log where action = 'deadLetter.discard' order by id`)
  expect(rows.map(({ subject }) => subject).sort()).toEqual([`deadLetter:${first}`, `deadLetter:${second}`])
})
