import type pg from 'pg'
import { LIVE } from '#domain/engine/inbox.ts'
import { createPool, TICK_OPTIONS, transaction } from '#server/db/pg.ts'
import { type Acceptable, acceptEvents } from '#server/ingest/accept.ts'
import { createSender } from '#server/message/sender.ts'
import { type InboxRow, insertInbox } from '#server/sql/insertInbox.ts'
import { createTickPool } from '#server/tick/connection.ts'
import { Ticker } from '#server/tick/ticker.ts'
import { attributesOf, userIdOf } from './people.ts'
import type { Purchase } from './purchases.ts'
import { type Reading, readingsOf, type Sent } from './readers.ts'

/** The clock goes on in steps of this length: what falls into one is applied at its end. */
const STEP_MS = 4 * 3_600_000
/** A load that a crash interrupts is begun anew, so nothing in it has to reach the disk at once. */
const HASTY = '-c synchronous_commit=off'

export type Replay = { workspaceId: number; purchases: Purchase[]; now: Date; onProgress(done: number): void }

/**
 * Applies purchases in the order of their instants, with the timers, messages and readings that come of them, by the
 * real engine and the real sender under a virtual clock that ends at `now`. Nothing else may work on the database meanwhile.
 */
export async function replay({ workspaceId, purchases, now, onProgress }: Replay): Promise<void> {
  const clock = { now: new Date(0) }
  const pool = createPool({ max: 4, options: HASTY })
  const tickPool = createTickPool(2, { options: `${TICK_OPTIONS} ${HASTY}` })
  const engine = createEngine({ workspaceId, clock, pool, tickPool })
  const known = new Set<string>()
  const readings: Reading[] = []
  let next = 0
  try {
    for (
      clock.now = stepAfter(purchases[0]?.at ?? now, now);
      ;
      clock.now = await engine.stepWithWork(purchases[next]?.at, readings[0]?.at, now)
    ) {
      const from = next
      while (next < purchases.length && (purchases[next]?.at ?? now) <= clock.now) next++
      const due = readings.splice(0, readings.findLastIndex(({ at }) => at <= clock.now) + 1)
      await engine.accept(
        purchases.slice(from, next).flatMap((purchase) => eventsOf(purchase, known)),
        due,
      )
      readings.push(...(await engine.turn()).flatMap(readingsOf).filter(({ at }) => at < now))
      readings.sort((a, b) => a.at.getTime() - b.at.getTime())
      onProgress(next)
      if (clock.now >= now) return
    }
  } finally {
    await engine.close()
    await Promise.all([pool.end(), tickPool.end()])
  }
}

const stepAfter = (at: Date, end: Date) => new Date(Math.min(Math.ceil((at.getTime() + 1) / STEP_MS) * STEP_MS, end.getTime()))

/** A customer's first purchase tells who they are, a moment before it. */
function eventsOf({ customer, at, number, quantity, revenue }: Purchase, known: Set<string>): Acceptable[] {
  const userId = userIdOf(customer)
  const order: Acceptable = {
    ...{ userId, anonymousId: null, acceptedAt: at, messageId: `demo-order-${number}` },
    event: {
      kind: 'track',
      name: 'Order Completed',
      at: at.toISOString(),
      properties: { orderId: `O-${number}`, revenue, quantity, currency: 'USD' },
    },
  }
  if (known.has(customer)) return [order]
  known.add(customer)
  const before = new Date(at.getTime() - 60_000)
  const introduction: Acceptable = {
    ...{ userId, anonymousId: null, acceptedAt: before, messageId: `demo-member-${customer}` },
    event: { kind: 'identify', name: 'identify', at: before.toISOString(), properties: {}, traits: attributesOf(customer) },
  }
  return [introduction, order]
}

type Engine = { workspaceId: number; clock: { now: Date }; pool: pg.Pool; tickPool: pg.Pool }

function createEngine({ workspaceId, clock, pool, tickPool }: Engine) {
  const ticker = new Ticker({ pool: tickPool, clock, rows: 2_000 })
  const sender = createSender({ pool, clock, onOutcomes: () => {} })

  const tickUntilIdle = async (): Promise<number> => {
    let messages = 0
    for (;;) {
      const turned = await ticker.tick()
      messages += turned.messages
      if (!turned.isFull) return messages
    }
  }
  const send = async () => {
    while ((await sender.turn()) > 0);
    const { rows } = await pool.query<Sent>({
      name: 'demo_sent',
      text: `select m.shard, m.id as "messageId", m.member_id as "memberId", u.user_id as "userId", m.node_key as "nodeKey", m.finished_at as at
             from engine.message m join engine.member u on u.shard = m.shard and u.id = m.member_id
             where m.workspace_id = $1 and m.status = 'accepted' and m.finished_at = $2 order by u.user_id, m.node_key`,
      values: [workspaceId, clock.now],
    })
    return rows
  }

  return {
    async accept(events: Acceptable[], readings: Reading[]): Promise<void> {
      if (events.length) await transaction((db) => acceptEvents(db, workspaceId, events), pool)
      await insertInbox(
        pool,
        readings.map((reading) => outcomeRow(workspaceId, reading)),
      )
    },
    /** One step's work. Returns what was sent in it. */
    async turn(): Promise<Sent[]> {
      const sent = (await tickUntilIdle()) > 0 ? await send() : []
      if (sent.length) await tickUntilIdle() // what became of them, in the same step
      return sent
    },
    /** The end of the next step that has anything to do. */
    async stepWithWork(purchase: Date | undefined, reading: Date | undefined, end: Date): Promise<Date> {
      const { rows } = await pool.query<{ at: Date | null }>({
        name: 'demo_next_timer',
        text: 'select min(due_at) as at from engine.timer',
      })
      const times = [purchase, reading, rows[0]?.at ?? undefined].filter((at) => at !== undefined).map((at) => at.getTime())
      const next = new Date(Math.max(clock.now.getTime(), Math.min(end.getTime(), ...times)))
      return stepAfter(next, end)
    },
    close: () => sender.close(),
  }
}

const outcomeRow = (workspaceId: number, { outcome, at, of }: Reading): InboxRow => ({
  ...{ workspaceId, shard: of.shard, memberId: of.memberId, lane: LIVE, kind: 'outcome', messageId: null, acceptedAt: at },
  payload: JSON.stringify({ messageId: of.messageId, outcome, at: at.toISOString(), detail: { by: 'person' } }),
})
