import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import { findRedis, startRedis } from '#bin/services/redis.ts'

// Each test file has a Redis to itself (so that it may flush it), or the one named in TEST_REDIS_URL. Where no server is
// installed, REDIS_URL stays unset and the queues run on BullMQ's PostgreSQL backend.
delete process.env.REDIS_URL
const program = findRedis()
if (process.env.TEST_REDIS_URL) process.env.REDIS_URL = process.env.TEST_REDIS_URL
else if (program && process.env.TEST_QUEUES !== 'postgres') {
  const dir = await mkdtemp(path.join(tmpdir(), 'sojourn-test-redis-'))
  const redis = await startRedis({ program, dir, isDurable: false })
  process.env.REDIS_URL = redis.url
  afterAll(async () => {
    await redis.stop()
    await rm(dir, { recursive: true, force: true })
  })
}
