import type { AddressInfo } from 'node:net'
import type pg from 'pg'
import { createPool } from '#server/db/pg.ts'
import { openDatabaseClock } from '#server/ingest/clock.ts'
import { createGroupCommit, type GroupCommit } from '#server/ingest/groupCommit.ts'
import { createKeyring } from '#server/ingest/writeKey.ts'
import { createReadiness } from '#web/health/ready.ts'
import { createListener } from '#web/listener.ts'
import { createMetrics } from '#web/metrics.ts'
import type { Pages } from '#web/pages/child.ts'

export type TestListener = { url: string; pool: pg.Pool; commits: GroupCommit; rings(): number; close(): Promise<void> }

/** The web process's listener, on a free port, with a pool of its own. */
export async function startListener(
  options: { pool?: pg.PoolConfig; itemsWaiting?: number /** A socket that pages answer on. */; pages?: string; isDraining?: boolean } = {},
): Promise<TestListener> {
  const pool = createPool({ max: 4, ...options.pool })
  let rings = 0
  const metrics = createMetrics(() => commits.waiting())
  const commits = createGroupCommit({
    pool,
    ...(options.itemsWaiting !== undefined && { itemsWaiting: options.itemsWaiting }),
    onCommit: (accepted, items, rejected) => {
      metrics.countCommit(accepted, items, rejected)
      if (accepted.accepted) rings++
    },
  })
  const clock = openDatabaseClock(pool)
  await clock.compare().catch(() => undefined)
  const pages: Pages | undefined = options.pages
    ? { socket: options.pages, start: () => {}, state: () => 'up', stop: async () => {} }
    : undefined
  const server = createListener({
    ingestion: { keyring: createKeyring(pool), commits, clock },
    metrics,
    ready: createReadiness({ pool, pages, isDraining: () => options.isDraining ?? false }),
    ...(pages && { pages }),
    trustedHops: 0,
    isDevelopment: false,
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    pool,
    commits,
    rings: () => rings,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await commits.drained()
      clock.stop()
      await pool.end()
    },
  }
}
