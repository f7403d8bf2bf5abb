import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import { startRedis } from '#bin/services.mjs'
import { freePort } from './ports.ts'

// Each test file has a Redis to itself (so that it may flush it), or the one named in TEST_REDIS_URL; where no server is
// installed, REDIS_URL stays unset and the queues run on BullMQ's PostgreSQL backend.
delete process.env.REDIS_URL
if (process.env.TEST_REDIS_URL) process.env.REDIS_URL = process.env.TEST_REDIS_URL
else if (process.env.TEST_REDIS !== 'none') {
  const dir = await mkdtemp(path.join(tmpdir(), 'sojourn-test-redis-'))
  const redis = await startRedis({ dir, port: await freePort() }).catch(() => null)
  if (redis) process.env.REDIS_URL = redis.url
  afterAll(async () => {
    await redis?.stop()
    await rm(dir, { recursive: true, force: true })
  })
}
