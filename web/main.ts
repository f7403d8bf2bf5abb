// The web process: the listener in front, Next behind it, and the group commit between clients and PostgreSQL. Any number
// of these may run.
import type { Server } from 'node:http'
import { closePool, createPool, pool } from '#server/db/pg.ts'
import { env } from '#server/env.ts'
import { openDatabaseClock } from '#server/ingest/clock.ts'
import { createGroupCommit } from '#server/ingest/groupCommit.ts'
import { createKeyring } from '#server/ingest/writeKey.ts'
import { log } from '#server/log.ts'
import { createTracking } from '#server/message/tracking/track.ts'
import { closeRing, ring } from '#server/queue/ring.ts'
import { createReadiness } from './health/ready.ts'
import { createListener } from './listener.ts'
import { createMetrics } from './metrics.ts'
import { createPages } from './pages/child.ts'

/** A process manager that waits less than this kills us in the middle; 30 s is Kubernetes' default. */
const GRACE_MS = { all: 25_000, requests: 10_000 }

async function main(): Promise<void> {
  const { PORT, APP_URL, TRUST_PROXY, NODE_ENV } = env()
  // Two flights, look-ups of keys and names beside them; a database that hangs must not hold clients for ever.
  const ingestPool = createPool({ max: 4, connectionTimeoutMillis: 5_000, query_timeout: 20_000, statement_timeout: 15_000 })
  const commits = createGroupCommit({
    pool: ingestPool,
    onCommit: (accepted, items, rejected) => {
      metrics.countCommit(accepted, items, rejected)
      if (accepted.accepted) ring(accepted.accepted)
    },
  })
  const metrics = createMetrics(commits.waiting)
  const clock = openDatabaseClock(ingestPool)
  const tracking = createTracking({ pool: pool(), onOutcomes: ring })
  const pages = createPages(import.meta.url)
  let isDraining = false
  const server = createListener({
    ingestion: { keyring: createKeyring(ingestPool), commits, clock },
    metrics,
    ready: createReadiness({ pool: pool(), pages, isDraining: () => isDraining }),
    pages,
    tracking: tracking.track,
    trustedHops: TRUST_PROXY,
    isDevelopment: NODE_ENV === 'development',
  })
  await listen(server, PORT)
  pages.start()
  log().info({ port: PORT, url: APP_URL }, 'web is listening')

  /** New connections are refused, what is under way is finished and answered, then everything is closed. */
  const drain = async (signal: string) => {
    if (isDraining) return
    isDraining = true
    log().info({ signal }, 'web is draining')
    setTimeout(() => process.exit(1), GRACE_MS.all).unref()
    await closed(server)
    await Promise.all([commits.drained(), tracking.idle()])
    await pages.stop()
    clock.stop()
    await Promise.allSettled([closeRing(), ingestPool.end(), closePool()])
    process.exit(0)
  }
  process.on('SIGTERM', () => void drain('SIGTERM'))
  process.on('SIGINT', () => void drain('SIGINT'))
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** Resolves when every connection is closed: idle ones at once, busy ones when they fall idle or time is up. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), 50)
    const last = setTimeout(() => server.closeAllConnections(), GRACE_MS.requests)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(last)
      resolve()
    })
  })
}

main().catch((error: unknown) => {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  const sentence = isTaken
    ? `Port ${env().PORT} is taken by another program: set PORT to a free one.`
    : error instanceof Error
      ? error.message
      : String(error)
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
})
