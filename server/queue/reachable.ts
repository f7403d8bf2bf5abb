import { Redis } from 'ioredis'
import { env } from '#server/env.ts'

/** Redis as an operator wants to know it: a hint, so that its absence slows wake-ups down and loses nothing. */
export type RedisState = 'ok' | 'down' | 'unused'

/** Asks once, waiting at most a second. */
export async function askRedis(): Promise<RedisState> {
  const url = env().REDIS_URL
  if (!url) return 'unused'
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: 1_000, maxRetriesPerRequest: 0, retryStrategy: () => null })
  redis.on('error', () => {}) // it is told by what ping throws
  try {
    await redis.connect()
    await redis.ping()
    return 'ok'
  } catch {
    return 'down'
  } finally {
    redis.disconnect()
  }
}
