import type { Answer } from '#domain/engine/decision.ts'
import { judge, type Tried, type Verdict } from '#domain/message/webhook/verdict.ts'
import type { Ledger } from '#server/message/ledger.ts'
import { failed } from '#server/message/prepare.ts'
import type { Held } from '#server/sql/attemptMessages.ts'
import type { Finish } from '#server/sql/finishMessages.ts'
import { answerBody } from './answer.ts'
import { type CallRequest, shownAddress } from './request.ts'

/** Filled, leased, and waiting to be made. `tries` that failed before. */
export type ReadyCall = { held: Held; request: CallRequest; secrets: readonly string[]; tries: number; retriesMax: number; createdAt: Date }

/**
 * The calls of one workspace to one host. A few are made at a time; what is more than can soon be made is given back, each
 * with a later due time, at the pace the host keeps. A host that fails several times in a row, or asks for time, rests: then
 * a single call tries. No host waits for another.
 */
export type Endpoint = {
  push(ready: ReadyCall[]): void
  /** How many it holds. */
  held(): number
  isResting(): boolean
  idle(): Promise<void>
  /** Gives back what waits, and lets what has begun end. */
  close(): Promise<void>
}
export type EndpointOptions = {
  call(ready: ReadyCall): Promise<Tried>
  ledger: Ledger
  now(): Date
  /** Half of the room is free. */
  onRoom(): void
}

const AT_ONCE = 10
/** What waits should begin within about this long: its lease lasts a minute. */
const WAIT_MS = 20_000
const HELD_MAX = 200
const SLOTS_MS_MAX = 300_000
const FAILURES_TO_REST = 5
const REST_MS = { first: 5_000, max: 300_000 } as const
/** A call is given up when it is older than this. */
const GIVE_UP_MS = 72 * 3_600_000

export function createEndpoint({ call, ledger, now, onRoom }: EndpointOptions): Endpoint {
  let waiting: ReadyCall[] = []
  let underWay = 0 // calls made or being recorded
  let failures = 0
  let rests = 0
  let restUntil = 0
  let nextSlot = 0
  let callMs = 50 // a moving average, hopeful at first
  let isClosed = false
  const onIdle: (() => void)[] = []

  const isResting = () => Date.now() < restUntil
  const isTrying = () => rests > 0
  const atOnce = () => (isTrying() ? 1 : AT_ONCE)
  const capacity = () => (isTrying() ? 1 : Math.min(HELD_MAX, Math.ceil(AT_ONCE * (1 + WAIT_MS / callMs))))

  function pump(): void {
    while (waiting.length > 0 && !isResting() && underWay < atOnce()) {
      const [ready] = waiting.splice(0, 1)
      if (!ready) break
      underWay++
      void make(ready).finally(() => {
        underWay--
        if (!isClosed && waiting.length + underWay <= capacity() / 2) onRoom()
        pump()
      })
    }
    if (underWay === 0 && waiting.length === 0) for (const resolve of onIdle.splice(0)) resolve()
  }

  async function make(ready: ReadyCall): Promise<void> {
    try {
      const may = await ledger.attempt(ready.held)
      if (may === 'denied') await ledger.finish(ended(ready, 'suppressed', 'canceled', null))
      if (may !== 'go') return
      const started = performance.now()
      const tried = await call(ready)
      callMs = callMs * 0.8 + (performance.now() - started) * 0.2
      const verdict = judge(tried, { tries: ready.tries, retriesMax: ready.retriesMax, chance: Math.random() })
      note(verdict)
      await record(ready, tried, verdict)
    } catch {
      // PostgreSQL is away. The lease runs out, and the call is made again, with the same id.
    }
  }

  async function record(ready: ReadyCall, tried: Tried, verdict: Verdict): Promise<void> {
    const { reason, detail } = verdict
    if (verdict.does === 'retry') {
      await giveBack(ready, verdict.afterSeconds, verdict.reason)
      return
    }
    const ok = verdict.status === 'accepted'
    const answered = tried.became === 'answered' ? { status: tried.status, body: answerBody(tried.body) } : { status: null, body: null }
    const answer: Answer = { ok, ...answered, reason }
    await ledger.finish({ ...ended(ready, verdict.status, reason, detail), answer: JSON.stringify(answer) })
  }

  function note({ works, restSeconds }: Verdict): void {
    failures = works ? 0 : failures + 1
    if (works) rests = 0
    const asked = restSeconds === null ? 0 : restSeconds * 1_000
    const own = failures >= FAILURES_TO_REST || (!works && isTrying()) ? Math.min(REST_MS.first * 2 ** rests, REST_MS.max) : 0
    if (asked === 0 && own === 0) return
    // Calls that failed together are one failure.
    if (!isResting()) rests = Math.min(rests + 1, 20)
    restUntil = Math.max(restUntil, Date.now() + Math.max(asked, own))
    returnWaiting()
  }

  /** `reason` null: it was not its own try that failed. */
  function giveBack(ready: ReadyCall, delaySeconds: number, reason: string | null): Promise<unknown> {
    const isOld = now().getTime() - ready.createdAt.getTime() > GIVE_UP_MS
    if (isOld) return ledger.finish(ended(ready, 'failed', 'expired', null))
    return ledger.defer({ ...ready.held, delaySeconds, counts: reason !== null, reason })
  }

  /** When the next call that is given back could be made, were the host twice as quick: it may become so. */
  function slotSeconds(): number {
    const spaceMs = callMs / AT_ONCE / 2
    nextSlot = Math.max(Math.min(nextSlot, Date.now() + SLOTS_MS_MAX), restUntil, Date.now() + waiting.length * spaceMs) + spaceMs
    return (nextSlot - Date.now()) / 1_000
  }

  function returnAll(returned: ReadyCall[]): void {
    underWay += returned.length
    const writes = returned.map((ready) => giveBack(ready, isClosed ? 0 : slotSeconds(), null))
    void Promise.allSettled(writes).then(() => {
      underWay -= returned.length
      pump()
    })
  }

  function returnWaiting(): void {
    const returned = waiting
    waiting = []
    if (returned.length > 0) returnAll(returned)
  }

  const idle = () => new Promise<void>((resolve) => (underWay === 0 && waiting.length === 0 ? resolve() : onIdle.push(resolve)))
  return {
    push(ready) {
      const room = isClosed || isResting() ? 0 : Math.max(0, capacity() - waiting.length - underWay)
      waiting.push(...ready.slice(0, room))
      if (ready.length > room) returnAll(ready.slice(room))
      pump()
    },
    held: () => waiting.length + underWay,
    isResting,
    idle,
    async close() {
      isClosed = true
      returnWaiting()
      await idle()
    },
  }
}

const ended = ({ held, request }: ReadyCall, status: Finish['status'], reason: string | null, detail: string | null): Finish => ({
  ...failed(held, reason ?? '', detail, shownAddress(request.url), null),
  ...{ status, reason, subject: `${request.method} ${request.url.pathname}`.slice(0, 500) },
})
