import { afterEach, describe, expect, test } from 'vitest'
import { env } from '#server/env.ts'
import { until } from '#tests/support/until.ts'
import { openWorker, type QueueBackend, queueBackend } from './backend.ts'
import { openBell, restMs } from './bell.ts'

const redis = env().REDIS_URL ? [queueBackend()] : []
const postgres: QueueBackend = { ...queueBackend(), kind: 'postgres', url: env().DATABASE_URL ?? '' }
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (let close = closers.pop(); close; close = closers.pop()) await close()
})

test('a thin load is told at once; under a heavy one a job brings more', () => {
  const rates = [1, 500, 5_000].map((rowsPerSecond) => {
    let rest = restMs(1)
    for (let i = 0; i < 20; i++) rest = restMs((rowsPerSecond * rest) / 1_000)
    return rest
  })
  expect(rates).toEqual([5, 5, 80])
})

describe.each([...redis, postgres])('on $kind', (backend) => {
  async function rung(run: () => Promise<void>) {
    const worker = openWorker('bell', run, { concurrency: 1, onError: () => {} }, backend)
    const bell = await openBell(backend)
    closers.push(worker.close, bell.close)
    return bell
  }

  test('a ring wakes a worker, and many rings at once wake it a few times', async () => {
    let woken = 0
    const bell = await rung(async () => {
      woken++
    })
    for (let i = 0; i < 1_000; i++) bell.ring()
    await until('the worker was woken', async () => woken > 0)
    expect(woken).toBeLessThan(20)
  })

  test('a ring during a turn is not lost: another turn follows', async () => {
    let begun = 0
    let goOn = () => {}
    const held = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const bell = await rung(async () => {
      begun++
      if (begun === 1) await held
    })
    bell.ring()
    await until('a turn began', async () => begun === 1)
    bell.ring()
    goOn()
    await until('another turn began', async () => begun === 2)
  })
})
