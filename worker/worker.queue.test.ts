import { Redis } from 'ioredis'
import { afterEach, describe, expect, test } from 'vitest'
import { pool } from '#server/db/pg.ts'
import { env } from '#server/env.ts'
import { openQueue, type QueueBackend, queueBackend } from '#server/queue/backend.ts'
import { openBell } from '#server/queue/bell.ts'
import { feedOptions } from '#server/queue/jobs.ts'
import { journey } from '#tests/support/drawing.ts'
import { happen, publish, rows, setStatus, value } from '#tests/support/engine.ts'
import { until } from '#tests/support/until.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { type RunningWorker, startWorker } from './worker.ts'

const redis = env().REDIS_URL ? [queueBackend()] : []
const postgres: QueueBackend = { ...queueBackend(), kind: 'postgres', url: env().DATABASE_URL ?? '' }
let worker: RunningWorker | undefined
afterEach(async () => {
  await worker?.close()
})

const statuses = (journeyId: number) =>
  rows<{ status: string }>('select status from engine.progress where journey_id = $1 order by id', [journeyId])
const over = (journeyId: number, count: number) => async () =>
  (await value<number>(`select count(*)::int from engine.progress where journey_id = $1 and status = 'ENDED'`, [journeyId])) === count

describe.each([...redis, postgres])('on $kind', (backend) => {
  test('an accepted event is applied and its wait ends when due', async () => {
    const { id: workspace } = await makeWorkspace()
    const { id } = await publish(workspace, journey('trigger(Go) → delay 1s → exit'))
    const member = await makeMember(workspace, 'm')
    worker = startWorker(backend)
    const bell = await openBell(backend)
    await happen(workspace, member, 'Go')
    bell.ring()
    await until('the passage ended', over(id, 1))
    await bell.close()
  })

  test('resume and end reach everyone inside, the one found by the sweep, the other asked for', async () => {
    const { id: workspace } = await makeWorkspace()
    const { id } = await publish(workspace, journey('trigger(Go) → delay 1h → delay 1h → exit'))
    const members = await Promise.all(Array.from({ length: 60 }, (_, i) => makeMember(workspace, `m${i}`)))
    const inside = (condition: string) => async () =>
      (await value(`select count(*)::int from engine.progress where journey_id = $1 and ${condition}`, [id])) === 60
    for (const member of members) await happen(workspace, member, 'Go')
    worker = startWorker(backend)
    await until('all are inside', inside(`node_key = 'delay'`))
    await setStatus(id, 'PAUSED')
    await pool().query('update engine.timer set due_at = now() where workspace_id = $1', [workspace])
    await until('all are parked', inside('parked_due is not null'))
    await worker.close()

    await setStatus(id, 'ONGOING')
    worker = startWorker(backend)
    await until('all went on', inside(`node_key = 'delay2'`))

    await setStatus(id, 'ENDED')
    const queue = openQueue('work', () => {}, backend)
    await queue.queue.add('feed', { journeyId: id }, feedOptions(id))
    await until('all are canceled', inside(`status = 'CANCELED' and reason = 'journey_ended'`))
    await queue.close()
    expect(await value('select count(*)::int from engine.timer where workspace_id = $1', [workspace])).toBe(0)
  })
})

test('a flushed Redis loses nothing', { skip: redis.length === 0 }, async () => {
  const { id: workspace } = await makeWorkspace()
  const { id } = await publish(workspace, journey('trigger(Go) → delay 1s → exit'))
  const members = await Promise.all(Array.from({ length: 50 }, (_, i) => makeMember(workspace, `m${i}`)))
  const client = new Redis(env().REDIS_URL ?? '')
  worker = startWorker()
  for (const [i, member] of members.entries()) {
    await happen(workspace, member, 'Go')
    if (i % 10 === 0) await client.flushall()
  }
  await client.flushall()
  await until('every passage ended', over(id, 50))
  client.disconnect()
  expect(await value('select count(*)::int from engine.timer where workspace_id = $1', [workspace])).toBe(0)
})

test('a worker that is told to stop finishes what it began and lets go', async () => {
  const { id: workspace } = await makeWorkspace()
  const { id } = await publish(workspace, journey('trigger(Go) → exit'))
  const members = await Promise.all(Array.from({ length: 20 }, (_, i) => makeMember(workspace, `m${i}`)))
  for (const member of members) await happen(workspace, member, 'Go')
  const first = startWorker()
  await first.close()
  const applied = (await statuses(id)).length
  const waiting = await value<number>('select count(*)::int from engine.inbox where workspace_id = $1', [workspace])
  expect(applied + waiting).toBe(20)
  worker = startWorker()
  await until('the rest was applied', over(id, 20))
})
