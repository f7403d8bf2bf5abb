import { randomBytes } from 'node:crypto'
import { totalmem } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { type Service, startPostgres } from '#bin/services/postgres.ts'
import { findRedis, startRedis } from '#bin/services/redis.ts'
import { readJson, writeJson } from './file.ts'

/** Ports and passwords of the private PostgreSQL and Redis: chosen once, kept in DATA_DIR. */
const storeSchema = z.object({ port: z.number().int(), password: z.string() })
const storesSchema = z.object({ postgres: storeSchema.optional(), redis: storeSchema.optional() })

const fileOf = (dataDir: string) => path.join(dataDir, 'stores.json')
const read = (dataDir: string) => readJson(fileOf(dataDir), storesSchema) ?? {}
const newPassword = () => randomBytes(18).toString('base64url')

const DATABASE = 'sojourn'

const MIB = 2 ** 20
const BUFFERS_MIB = { least: 128, most: 2_048 }

/**
 * How a private PostgreSQL is set: an eighth of the machine's memory for its buffers, from 128 MiB to 2 GiB, since web, worker
 * and pages live beside it. As durable as it comes.
 */
export function postgresSettings(): Record<string, string | number> {
  const eighth = Math.floor(totalmem() / MIB / 8)
  const buffers = Math.min(BUFFERS_MIB.most, Math.max(BUFFERS_MIB.least, eighth))
  return { max_connections: 200, shared_buffers: `${buffers}MB`, max_wal_size: '4GB' }
}

/** Starts or adopts the private PostgreSQL of a data folder. Its URL names our database, which may not exist yet. */
export async function openPrivatePostgres(dataDir: string): Promise<Service> {
  const known = read(dataDir).postgres
  const password = known?.password ?? newPassword()
  // The password is written before the server learns it: a crash in between must not lock us out.
  if (!known) writeJson(fileOf(dataDir), { ...read(dataDir), postgres: { port: 0, password } })
  const service = await startPostgres({ dir: path.join(dataDir, 'postgres'), port: known?.port, password, settings: postgresSettings() })
  writeJson(fileOf(dataDir), { ...read(dataDir), postgres: { port: service.port, password } })
  return { ...service, url: new URL(`/${DATABASE}`, service.url).href }
}

/** Starts or adopts the private Redis of a data folder; undefined where no Redis or Valkey is installed. */
export async function openPrivateRedis(dataDir: string): Promise<Service | undefined> {
  const program = findRedis()
  if (!program) return undefined
  const known = read(dataDir).redis
  const password = known?.password ?? newPassword()
  const service = await startRedis({ program, dir: path.join(dataDir, 'redis'), port: known?.port, password })
  writeJson(fileOf(dataDir), { ...read(dataDir), redis: { port: service.port, password } })
  return service
}

/** Where the private stores of a data folder listen when they run, for commands that only look. */
export function knownStores(dataDir: string): { postgres?: { url: string; port: number }; redis?: { url: string; port: number } } {
  const { postgres, redis } = read(dataDir)
  return {
    ...(postgres?.port && {
      postgres: { port: postgres.port, url: `postgresql://postgres:${postgres.password}@127.0.0.1:${postgres.port}/${DATABASE}` },
    }),
    ...(redis?.port && { redis: { port: redis.port, url: `redis://:${redis.password}@127.0.0.1:${redis.port}` } }),
  }
}
