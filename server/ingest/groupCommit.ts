import type pg from 'pg'
import type { Standing } from '#domain/member/settle.ts'
import { logOf } from '#server/log.ts'
import type { RejectedItem } from '#server/sql/insertRejected.ts'
import type { Accepted, Owned } from './accept.ts'
import { commitWork, type Work } from './commit.ts'
import { blamesRow, isTransient, Outage, Overload } from './fault.ts'
import type { IdentityCache } from './identities.ts'
import { LeastRecent } from './leastRecent.ts'

/** What one request brings. */
export type Submission = Work & { keyId: number | null }
/** What became of it: everything else was accepted. */
export type Committed = { rejected: RejectedItem[] }

export type GroupCommitOptions = {
  pool: pg.Pool
  /** After each commit that accepted something: ring the bell, count. */
  onCommit: (accepted: Accepted, items: readonly Owned[], rejected: number) => void
  itemsPerFlight?: number
  /** Items that may wait before requests are turned away. */
  itemsWaiting?: number
}
export type GroupCommit = {
  /**
   * Resolves after the COMMIT. Throws Outage when it failed (send again), Overload when too much is waiting. What comes by
   * one connection is committed in its order.
   */
  submit(submission: Submission, connection?: object): Promise<Committed>
  waiting(): number
  /** Resolves when everything submitted has been answered. */
  drained(): Promise<void>
}

const CACHED_IDENTITIES = 200_000
const RETRIES = 3

type Waiting = {
  submission: Submission
  connection: object | undefined
  resolve: (committed: Committed) => void
  reject: (error: unknown) => void
}

const FLIGHTS = 2
/** A second flight starts when this many items wait: below, it would only make both smaller, and commits are what costs. */
const WORTH_A_SECOND = 500

/**
 * Whatever requests are waiting become one multi-row insert, then all are answered: while PostgreSQL writes it the next
 * is gathered, so that load makes batches larger rather than more. Under heavy load two are under way. A flight that
 * fails on its data is bisected until the guilty item is alone; that one is rejected.
 */
export function createGroupCommit({ pool, onCommit, itemsPerFlight = 1_000, itemsWaiting = 50_000 }: GroupCommitOptions): GroupCommit {
  const cache: IdentityCache = new LeastRecent<string, Standing>(CACHED_IDENTITIES)
  const queue: Waiting[] = []
  const flights = new Set<Waiting[]>()
  let items = 0
  let itemsFlying = 0
  let isScheduled = false
  let idle: (() => void)[] = []

  const depart = () => {
    isScheduled = false
    while (flights.size < FLIGHTS && (flights.size === 0 || items - itemsFlying >= WORTH_A_SECOND)) {
      const flight = takeFlight(queue, itemsPerFlight, flights)
      if (!flight.length) break
      void fly(flight)
    }
    if (flights.size) return
    for (const resolve of idle) resolve()
    idle = []
  }

  const fly = async (flight: Waiting[]) => {
    const size = flight.reduce((sum, { submission }) => sum + sizeOf(submission), 0)
    flights.add(flight)
    itemsFlying += size
    await land(flight)
    flights.delete(flight)
    itemsFlying -= size
    items -= size
    depart()
  }

  const land = async (flight: Waiting[]) => {
    try {
      const work = together(flight.map((w) => w.submission))
      onCommit(await withRetries(() => commitWork(pool, work, cache)), work.items, work.rejected.length)
      for (const { submission, resolve } of flight) resolve({ rejected: submission.rejected })
    } catch (error) {
      if (!blamesRow(error)) {
        logOf('ingest').error({ err: error, requests: flight.length }, 'a batch was not committed; its senders are told to try again')
        for (const { reject } of flight) reject(new Outage(error))
      } else if (flight.length > 1) {
        const half = flight.length >> 1
        await land(flight.slice(0, half))
        await land(flight.slice(half))
      } else if (flight[0]) await landAlone(flight[0], error)
    }
  }

  /** One request holds the guilty item: its items are halved, then the last one becomes a rejection. */
  const landAlone = async ({ submission, resolve, reject }: Waiting, error: unknown) => {
    const { items, rejected, keyId } = submission
    const [only] = items
    if (!only) return reject(new Outage(error))
    const half = items.length >> 1
    const parts: Submission[] = half
      ? [
          { keyId, items: items.slice(0, half), rejected },
          { keyId, items: items.slice(half), rejected: [] },
        ]
      : [{ keyId, items: [], rejected: [...rejected, rejectedByDatabase(only, keyId, error)] }]
    const all: RejectedItem[] = []
    for (const part of parts) {
      const outcome = await new Promise<Committed | { error: unknown }>((done) => {
        void land([{ submission: part, connection: undefined, resolve: done, reject: (e) => done({ error: e }) }])
      })
      if ('error' in outcome) return reject(outcome.error)
      all.push(...outcome.rejected)
    }
    resolve({ rejected: all })
  }

  return {
    submit(submission, connection) {
      if (items >= itemsWaiting) throw new Overload()
      items += sizeOf(submission)
      return new Promise((resolve, reject) => {
        queue.push({ submission, connection, resolve, reject })
        if (isScheduled) return
        isScheduled = true
        // What arrives in the same turn of the event loop shares a flight.
        setImmediate(depart)
      })
    },
    waiting: () => items,
    drained: () => (items ? new Promise((resolve) => idle.push(resolve)) : Promise.resolve()),
  }
}

const sizeOf = ({ items, rejected }: Work) => items.length + rejected.length

const together = (works: readonly Work[]): Work => ({ items: works.flatMap((w) => w.items), rejected: works.flatMap((w) => w.rejected) })

/** The first in the queue, up to `max` items, but nothing of a connection that is under way: its order must hold. */
function takeFlight(queue: Waiting[], max: number, flights: ReadonlySet<readonly Waiting[]>): Waiting[] {
  const busy = new Set<object>()
  for (const flight of flights) for (const { connection } of flight) if (connection) busy.add(connection)
  const taken: Waiting[] = []
  const left: Waiting[] = []
  let size = 0
  for (const waiting of queue) {
    const { submission, connection } = waiting
    const isNext = (size === 0 || size + sizeOf(submission) <= max) && !(connection && busy.has(connection))
    if (isNext) {
      size += sizeOf(submission)
      taken.push(waiting)
    } else {
      left.push(waiting)
      if (connection) busy.add(connection)
    }
  }
  queue.splice(0, queue.length, ...left)
  return taken
}

async function withRetries<T>(commit: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await commit()
    } catch (error) {
      if (attempt >= RETRIES || !isTransient(error)) throw error
    }
  }
}

const rejectedByDatabase = (item: Owned, keyId: number | null, error: unknown): RejectedItem => ({
  workspaceId: item.workspaceId,
  keyId,
  messageId: item.messageId,
  code: 'unstorable',
  detail: `was refused by the database: ${error instanceof Error ? error.message : String(error)}`,
  pointer: null,
  item: item.event,
})
