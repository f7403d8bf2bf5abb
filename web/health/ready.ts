import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Pool } from '#server/db/pg.ts'
import { askRedis, type RedisState } from '#server/queue/reachable.ts'
import { type Answer, json } from '#web/answer.ts'
import type { Pages } from '#web/pages/child.ts'

export type Readiness = { pool: Pool; pages: Pages | undefined; isDraining: () => boolean }

/** An answer is reused for this long, so that asking often costs nothing. */
const REUSED_MS = 1_000

/** Migrations this program was built with; empty when the folder is not shipped. */
function shippedMigrations(): string[] {
  const folder = path.resolve('prisma/migrations')
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
}

type Stores = { database: 'ok' | 'down'; migrations: 'ok' | 'missing' | 'unknown'; redis: RedisState }

/**
 * 200 when this process can take events and show pages: database reachable, migrations applied, pages up once. 503
 * otherwise and while draining. Redis is reported only: without it everything still works, a little later.
 */
export function createReadiness({ pool, pages, isDraining }: Readiness): () => Promise<Answer> {
  const shipped = shippedMigrations()
  let last: { at: number; stores: Promise<Stores> } | undefined
  let hadPages = false

  const askStores = async (): Promise<Stores> => {
    const redis = askRedis()
    try {
      const { rows } = await pool.query<{ name: string }>(
        'select migration_name as name from _prisma_migrations where finished_at is not null',
      )
      const applied = new Set(rows.map(({ name }) => name))
      return { database: 'ok', migrations: shipped.every((name) => applied.has(name)) ? 'ok' : 'missing', redis: await redis }
    } catch {
      return { database: 'down', migrations: 'unknown', redis: await redis }
    }
  }

  return async () => {
    if (!last || Date.now() - last.at > REUSED_MS) last = { at: Date.now(), stores: askStores() }
    const stores = await last.stores
    const pagesState = pages?.state() ?? 'unused'
    hadPages ||= pagesState === 'up' || pagesState === 'unused'
    const isReady = !isDraining() && stores.database === 'ok' && stores.migrations === 'ok' && hadPages
    const status = isDraining() ? 'draining' : isReady ? (stores.redis === 'down' ? 'degraded' : 'ready') : 'not_ready'
    return json(isReady ? 200 : 503, { status, ...stores, pages: pagesState }, { 'cache-control': 'no-store' })
  }
}
