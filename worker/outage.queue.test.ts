import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Service } from '#bin/services/postgres.ts'
import { findRedis, startRedis } from '#bin/services/redis.ts'
import { openQueue, type QueueBackend, queueBackend } from '#server/queue/backend.ts'
import { openBell } from '#server/queue/bell.ts'
import { feedOptions } from '#server/queue/jobs.ts'
import { journey } from '#tests/support/drawing.ts'
import { happen, publish, setStatus, value } from '#tests/support/engine.ts'
import { until } from '#tests/support/until.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { startWorker } from './worker.ts'

const program = findRedis()
let dir = ''
let redis: Service | undefined
const start = async () => {
  if (program) redis = await startRedis({ program, dir, port: redis?.port, isDurable: false })
}

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'sojourn-outage-'))
  await start()
})
afterEach(async () => {
  await redis?.stop()
  redis = undefined
  await rm(dir, { recursive: true, force: true })
})

async function configure(maxmemory: string): Promise<void> {
  const client = new Redis(redis?.url ?? '')
  await client.config('SET', 'maxmemory', maxmemory)
  client.disconnect()
}

test.each<[string, () => Promise<unknown> | undefined, () => Promise<unknown>]>([
  ['is down', () => redis?.stop(), start],
  ['is full and takes nothing more', () => configure('1'), () => configure('0')],
])('while Redis %s members walk on, and once it is back jobs are done again', { skip: !program }, async (_, away, back) => {
  const backend: QueueBackend = { ...queueBackend(), kind: 'redis', url: redis?.url ?? '' }
  const { id: workspace } = await makeWorkspace()
  const { id } = await publish(workspace, journey('trigger(Go) → delay 1s → email hello → delay 1h → exit'))
  const inside = (condition: string) => () =>
    value<boolean>(`select count(*) = 20 from engine.progress where journey_id = $1 and ${condition}`, [id])
  const worker = startWorker(backend)
  const bell = await openBell(backend)
  const { queue, close } = openQueue('work', () => {}, backend)
  await away()
  for (let i = 0; i < 20; i++) {
    await happen(workspace, await makeMember(workspace, `m${i}`), 'Go')
    bell.ring()
  }
  await until('everybody walked on', inside(`node_key = 'delay2'`))
  expect(await value('select count(*)::int from engine.message where journey_id = $1', [id])).toBe(20)

  await back()
  await setStatus(id, 'ENDED')
  await queue.add('feed', { journeyId: id }, feedOptions(id))
  await until('everybody was canceled', inside(`status = 'CANCELED'`))
  await Promise.all([worker.close(), bell.close(), close()])
})
