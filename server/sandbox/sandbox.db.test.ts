import { afterAll, beforeAll, expect, it } from 'vitest'
import { messageListQuerySchema, sandboxListQuerySchema } from '#domain/message/resource.ts'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { getMessage } from '#server/message/getMessage.ts'
import { listMessages } from '#server/message/listMessages.ts'
import { createSender } from '#server/message/sender.ts'
import { setConsent } from '#server/message/setConsent.ts'
import { closeRing } from '#server/queue/ring.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { emptySandbox } from './empty.ts'
import { getSandboxMessage } from './get.ts'
import { listSandbox } from './list.ts'
import { markRead } from './markRead.ts'

let ctx: Ctx
let foreign: Ctx
const clock = { now: new Date('2026-01-02T03:04:05Z') }
const list = (of: Ctx, query: object = {}) => listSandbox(of, sandboxListQuerySchema.parse(query))
const ledger = (of: Ctx, query: object = {}) => listMessages(of, messageListQuerySchema.parse(query))

beforeAll(async () => {
  const of = async (): Promise<Ctx> => ({
    workspaceId: (await makeWorkspace()).id,
    role: 'editor',
    actor: { kind: 'system' },
    requestId: 't',
  })
  ctx = await of()
  foreign = await of()
  const { rows } = await pool().query(
    "insert into journey (workspace_id, name, status, updated_at) values ($1, 'Win back', 'ONGOING', now()) returning id",
    [ctx.workspaceId],
  )
  for (let i = 0; i < 5; i++) {
    const member = await makeMember(ctx.workspaceId, `m${i}`, { email: `m${i}@example.com` })
    if (i === 4) await setConsent(ctx, { member, changes: [{ channel: 'email', state: 'denied' }] })
    await pool().query(
      `insert into engine.message (shard, id, workspace_id, lane, member_id, journey_id, node_key, channel, content, due_at)
       values ($1, nextval('engine.message_id'), $2, 0, $3, $4, 'mail', 'email', $5, '2026-01-02')`,
      [member.shard, ctx.workspaceId, member.id, rows[0].id, JSON.stringify({ subject: `Number ${i}`, body: '<p>Hello</p>' })],
    )
  }
  const sender = createSender({ pool: pool(), clock, onOutcomes: () => {} })
  await sender.turn()
  await sender.close()
})

afterAll(closeRing)

it('under a virtual clock a turn ends with everything recorded, at that time', async () => {
  const { rows } = await pool().query(
    "select status, finished_at, (select min(accepted_at) from engine.inbox) as told from engine.message where status = 'accepted'",
  )
  expect(rows).toHaveLength(4)
  expect(rows.every((row) => row.finished_at.getTime() === clock.now.getTime() && row.told.getTime() === clock.now.getTime())).toBe(true)
})

it('the inbox lists what was kept, newest first, and counts what is unread', async () => {
  const first = await list(ctx, { limit: 3 })
  expect(first).toMatchObject({ unread: 4, nextCursor: expect.any(String) })
  expect(first.data[0]).toMatchObject({
    preview: expect.stringContaining('Hello'),
    journey: { name: 'Win back' },
    nodeKey: 'mail',
    readAt: null,
  })
  const rest = await list(ctx, { limit: 3, cursor: first.nextCursor })
  expect(new Set([...first.data, ...rest.data].map(({ to }) => to)).size).toBe(4)
  expect((await list(ctx, { q: 'number 2' })).data.map(({ to }) => to)).toEqual(['m2@example.com'])
})

it('a message is read once it is marked so, and unread again on demand', async () => {
  const [one] = (await list(ctx)).data
  const id = Number(one?.id)
  expect(await getSandboxMessage(ctx, id)).toMatchObject({
    readAt: null,
    headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  })
  expect((await markRead(ctx, { id, isRead: true })).readAt).not.toBeNull()
  expect((await list(ctx, { unread: 'true' })).data).toHaveLength(3)
  expect((await markRead(ctx, { id, isRead: false })).readAt).toBeNull()
})

it('the ledger lists every message with what became of it, filtered and paged', async () => {
  const first = await ledger(ctx, { limit: 2 })
  const second = await ledger(ctx, { limit: 3, cursor: first.nextCursor })
  expect([...first.data, ...second.data]).toHaveLength(5)
  const [denied] = (await ledger(ctx, { status: 'suppressed' })).data
  expect(denied).toMatchObject({ reason: 'no_consent', member: { userId: 'm4' }, journey: { name: 'Win back' } })
  expect((await ledger(ctx, { q: 'M2@' })).data).toHaveLength(1)
  const [one] = (await ledger(ctx, { q: 'm1@' })).data
  const [shard, id] = (one?.id ?? '').split('-').map(Number)
  expect(await getMessage(ctx, { shard: shard ?? 0, id: id ?? 0 })).toMatchObject({
    subject: 'Number 1',
    status: 'accepted',
    sandboxId: expect.any(String),
    provider: null,
  })
})

it('is nobody else’s, and can be emptied without touching the ledger', async () => {
  const [one] = (await list(ctx)).data
  const [message] = (await ledger(ctx)).data
  const [shard = 0, id = 0] = (message?.id ?? '').split('-').map(Number)
  expect((await list(foreign)).data).toEqual([])
  expect((await ledger(foreign)).data).toEqual([])
  await expect(getSandboxMessage(foreign, Number(one?.id))).rejects.toMatchObject({ refusal: 'notFound' })
  await expect(markRead(foreign, { id: Number(one?.id), isRead: true })).rejects.toMatchObject({ refusal: 'notFound' })
  await expect(getMessage(foreign, { shard, id })).rejects.toMatchObject({ refusal: 'notFound' })
  await emptySandbox(foreign)
  expect((await list(ctx)).data).toHaveLength(4)
  await emptySandbox(ctx)
  expect((await list(ctx)).data).toEqual([])
  expect((await ledger(ctx)).data).toHaveLength(5)
})
