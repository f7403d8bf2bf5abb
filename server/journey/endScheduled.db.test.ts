import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { prisma } from '#server/db/prisma.ts'
import { closeRing } from '#server/queue/ring.ts'
import { journey } from '#tests/support/drawing.ts'
import { publish, rows } from '#tests/support/engine.ts'
import { makeWorkspace } from '#tests/support/workspace.ts'
import { endScheduled } from './endScheduled.ts'
import { pauseJourney } from './pause.ts'

let workspace: number
let ctx: Ctx
const at = (inMs: number) => new Date(Date.now() + inMs).toISOString()
const ending = async (scheduleEndAt: string, scheduleEndMembers: 'cancel' | 'drain' = 'drain') =>
  (await publish(workspace, journey('trigger(Go) → exit', { settings: { scheduleEndAt, scheduleEndMembers } }))).id
const statusOf = async (id: number) => (await rows('select status::text as status, drains from journey where id = $1', [id]))[0]

afterAll(closeRing)
beforeAll(async () => {
  workspace = (await makeWorkspace()).id
  ctx = { workspaceId: workspace, role: 'editor', actor: { kind: 'system' }, requestId: 'test' }
})

test('a journey ends when its end has come, paused or not, by cancel or drain as it says, and once whoever looks', async () => {
  const [drained, canceled] = [await ending(at(-1_000)), await ending(at(-1_000), 'cancel')]
  await pauseJourney(ctx, canceled)
  const ended = await Promise.all([1, 2, 3].map(() => endScheduled(pool())))
  expect(ended.reduce((sum, one) => sum + one.ended, 0)).toBe(2)
  expect(await statusOf(drained)).toEqual({ status: 'ENDED', drains: true })
  expect(await statusOf(canceled)).toEqual({ status: 'ENDED', drains: false })
  const log = await prisma().auditLog.findMany({ where: { workspaceId: workspace, action: 'journey.end' }, orderBy: { subject: 'asc' } })
  expect(log).toMatchObject([
    { actor: 'system', subject: `journey:${drained}`, details: { members: 'drain', by: 'schedule' } },
    { actor: 'system', subject: `journey:${canceled}`, details: { members: 'cancel', by: 'schedule' } },
  ])
})

test('an end that is to come is left alone, and it is known when it comes', async () => {
  const id = await ending(at(30_000))
  const { ended, nextInMs } = await endScheduled(pool())
  expect(ended).toBe(0)
  expect(nextInMs).toBeGreaterThan(0)
  expect(nextInMs).toBeLessThanOrEqual(30_000)
  expect(await statusOf(id)).toMatchObject({ status: 'ONGOING' })
})
