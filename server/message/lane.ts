import type { Delivery, Provider } from '#server/provider/provider.ts'
import type { Finish } from '#server/sql/finishMessages.ts'
import type { Ledger } from './ledger.ts'
import { failed, type Ready } from './prepare.ts'

/**
 * One provider account at work. Messages wait here, rendered and leased, and are handed over as many at a time as the
 * account takes. An account that cannot be used rests (5 s, doubling to 5 min) and then tries a single message; what
 * waited is given back. No account waits for another.
 */
export type Lane = {
  push(ready: Ready[]): void
  /** How many more it wants. 0 while it rests. */
  room(): number
  /** Resolves when nothing waits or is on its way. What it reports is written by the ledger. */
  idle(): Promise<void>
  /** Gives back what waits, lets what is on its way arrive, and closes the account. */
  close(): Promise<void>
}
export type LaneOptions = {
  provider: Provider
  providerId: number | null
  ledger: Ledger
  now(): Date
  /** Half of the room is free again. */
  onRoom(): void
  /** The account stopped or started working: what is wrong, or null. */
  onTrouble(detail: string | null): void
  hasTrouble: boolean
}

const REST_MS = { first: 5_000, max: 300_000 } as const
const DEFER_SECONDS = { first: 60, max: 4 * 3_600 } as const
const CAPACITY_MAX = 400
/** A message is given up when it has been tried for longer than this. */
const GIVE_UP_MS = 72 * 3_600_000

export function createLane({ provider, providerId, ledger, now, onRoom, onTrouble, hasTrouble }: LaneOptions): Lane {
  const capacity = Math.min(provider.concurrency * provider.batch * 20, CAPACITY_MAX)
  let waiting: Ready[] = []
  let underWay = 0 // messages handed over or being recorded
  let calls = 0
  let failures = 0
  let restUntil = 0
  let isTroubled = hasTrouble
  let isClosed = false
  const onIdle: (() => void)[] = []

  const isResting = () => Date.now() < restUntil
  const restSeconds = () => Math.max(0, restUntil - Date.now()) / 1_000

  function pump(): void {
    // After a failure one message tries before the rest follow.
    while (waiting.length > 0 && !isResting() && calls < (failures > 0 ? 1 : provider.concurrency)) {
      const batch = waiting.splice(0, failures > 0 ? 1 : provider.batch)
      underWay += batch.length
      calls++
      void handOver(batch)
    }
    if (underWay === 0 && waiting.length === 0) for (const resolve of onIdle.splice(0)) resolve()
  }

  async function handOver(batch: Ready[]): Promise<void> {
    let going: Ready[] = []
    let deliveries: Delivery[] = []
    try {
      going = provider.isIdempotent ? batch : await attempted(batch)
      deliveries = going.length > 0 ? await provider.deliver(going.map((ready) => ready.outgoing)) : []
    } catch {
      // PostgreSQL is away. The leases run out: what was not attempted returns, what was is in doubt.
    }
    calls--
    const writes = going.flatMap((ready, index) => (deliveries[index] ? [record(ready, deliveries[index])] : []))
    pump()
    await Promise.allSettled(writes)
    underWay -= batch.length
    if (!isClosed && underWay + waiting.length <= capacity / 2) onRoom()
    pump()
  }

  async function attempted(batch: Ready[]): Promise<Ready[]> {
    const may = await Promise.all(batch.map((ready) => ledger.attempt(ready.held)))
    const denied = batch.filter((_, index) => may[index] === 'denied')
    await Promise.all(denied.map((ready) => ledger.finish(finish(ready, 'suppressed', 'no_consent', null))))
    return batch.filter((_, index) => may[index] === 'go')
  }

  function record(ready: Ready, delivery: Delivery): Promise<unknown> {
    switch (delivery.became) {
      case 'accepted':
        works()
        return ledger.finish({ ...finish(ready, 'accepted', null, null), providerRef: delivery.ref })
      case 'refused':
        works()
        return ledger.finish({ ...finish(ready, 'failed', delivery.reason, delivery.detail), suppress: delivery.suppress })
      case 'unknown':
        return ledger.finish(finish(ready, 'unknown', 'no_answer', delivery.detail))
      case 'deferred': {
        works()
        const delay = Math.min(DEFER_SECONDS.first * 2 ** Math.min(ready.attempts, 20), DEFER_SECONDS.max)
        return giveBack(ready, delay * (0.75 + Math.random() / 2), true, 'deferred', delivery.detail)
      }
      case 'unavailable':
        rest(delivery.reason, delivery.detail)
        return giveBack(ready, restSeconds() + Math.random(), false, delivery.reason, delivery.detail)
    }
  }

  const finish = (
    { held, outgoing, templateVersionId }: Ready,
    status: Finish['status'],
    reason: string | null,
    detail: string | null,
  ) => ({
    ...failed(held, reason ?? '', detail, outgoing.to, templateVersionId),
    ...{ status, reason, subject: outgoing.subject, providerId },
  })

  function giveBack(ready: Ready, delaySeconds: number, counts: boolean, reason: string | null, detail: string | null): Promise<unknown> {
    if (now().getTime() - ready.since.getTime() > GIVE_UP_MS) return ledger.finish(finish(ready, 'failed', 'expired', detail))
    return ledger.defer({ ...ready.held, delaySeconds, counts, reason })
  }

  function works(): void {
    failures = 0
    if (isTroubled) onTrouble(null)
    isTroubled = false
  }

  function rest(reason: string, detail: string): void {
    // Hand-overs that failed together are one failure.
    if (isResting()) return
    restUntil = Date.now() + Math.min(REST_MS.first * 2 ** failures, REST_MS.max)
    failures = Math.min(failures + 1, 20)
    isTroubled = true
    onTrouble(detail)
    returnWaiting(reason)
  }

  function returnWaiting(reason: string | null): void {
    const returned = waiting
    waiting = []
    underWay += returned.length
    const delay = restSeconds()
    void Promise.allSettled(returned.map((ready) => giveBack(ready, delay && delay + Math.random(), false, reason, null))).then(() => {
      underWay -= returned.length
      pump()
    })
  }

  const idle = () => new Promise<void>((resolve) => (underWay === 0 && waiting.length === 0 ? resolve() : onIdle.push(resolve)))
  return {
    push(ready) {
      waiting.push(...ready)
      if (isClosed || isResting()) returnWaiting(null)
      pump()
    },
    room: () => (isClosed || isResting() ? 0 : Math.max(0, failures > 0 ? 1 : capacity - waiting.length - underWay)),
    idle,
    async close() {
      isClosed = true
      returnWaiting(null)
      await idle()
      await provider.close()
    },
  }
}
