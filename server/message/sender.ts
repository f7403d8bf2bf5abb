import type pg from 'pg'
import { logOf } from '#server/log.ts'
import { SHARE_MIN } from '#server/sql/claimMessages.ts'
import type { Finish } from '#server/sql/finishMessages.ts'
import { type Claimed, claim } from './claim.ts'
import { createContents } from './contents.ts'
import type { Lane } from './lane.ts'
import { createLanes } from './lanes.ts'
import { createLedger } from './ledger.ts'
import { prepare, type Ready } from './prepare.ts'
import { createCalls } from './webhook/calls.ts'

/**
 * Hands over what journeys decided to send. A message goes through these states, each committed before the next:
 *
 *   pending ── leased by a claim that checked consent (60 s) ── attempted, its bytes may be leaving ── accepted, failed, unknown
 *      └── suppressed, with the reason          └── given back: due later, when it is certain that nothing was accepted
 *
 * A worker that dies loses its leases: what was not attempted is claimed again, what was is `unknown` and never resent. An
 * account that takes a message twice as once (the sandbox) is never in doubt. Calls (webhook) carry an id by which their
 * receiver tells a repeat, and are made again as often as they allow. Outcomes reach journeys and reports through
 * the inbox; the ledger (engine.message) is written here alone.
 */
export type Sender = {
  /**
   * Claims and renders what is due and passes it on. Returns how many it claimed: while it is any, there may be more. Does not wait
   * for providers, except under a virtual clock, where a turn ends with everything recorded. Turns do not overlap.
   */
  turn(): Promise<number>
  /** Resolves when nothing claimed is waiting, under way or unrecorded. */
  idle(): Promise<void>
  /** Gives back what has not begun, and lets what has arrive. */
  close(): Promise<void>
}
export type SenderOptions = {
  /** Best one with TICK_OPTIONS: every read is meant to be an index look-up. */
  pool: pg.Pool
  /** Virtual: decides what is due and is what is recorded. */
  clock?: { now: Date } | undefined
  /** After a commit that put outcomes into the inbox: ring the bell. Must not throw. */
  onOutcomes(): void
}

const CLAIM = 200
/** Rendering is work of the same thread as ticks: it makes way this often. */
const RENDER_AT_ONCE = 10

export function createSender({ pool, clock, onOutcomes }: SenderOptions): Sender {
  const contents = createContents()
  const ledger = createLedger(pool, clock, onOutcomes)
  const lanes = createLanes({ pool, clock, ledger, onRoom: () => void refill() })
  const calls = createCalls({ pool, clock, ledger, sandboxOf: lanes.of, onRoom: () => void refill() })
  let isClosing = false
  let mayHaveMore = false
  let last: Promise<unknown> = Promise.resolve()

  async function once(): Promise<number> {
    if (isClosing) return 0
    const full = [...lanes.full(), ...calls.full()]
    const found = await claim(pool, CLAIM, full, clock?.now)
    if (found.ended > 0) onOutcomes()
    const isCall = ({ row }: Claimed) => row.channel === 'webhook'
    const others = found.claimed.filter((one) => !isCall(one))
    await Promise.all([calls.take(found.claimed.filter(isCall), found.token), render(others, found.token)])
    if (clock) {
      await calls.idle()
      await lanes.idle()
      await ledger.idle()
    }
    mayHaveMore = found.taken >= SHARE_MIN || full.length > 0
    return found.taken
  }

  async function render(claimed: Claimed[], token: string): Promise<void> {
    const ready = await contents(
      pool,
      claimed.map(({ row }) => ({ workspaceId: row.workspaceId, content: row.content })),
    )
    for (let from = 0; from < claimed.length; from += RENDER_AT_ONCE) {
      const part = claimed.slice(from, from + RENDER_AT_ONCE)
      const made = part.map((one, index): [Claimed, Ready | Finish] => {
        const content = ready[from + index]
        if (!content) throw new Error('a content is missing')
        return [one, prepare(one.row, one.address, token, one.workspace, content, clock?.now ?? new Date())]
      })
      const byLane = new Map<Lane, Ready[]>()
      for (const [{ workspace }, result] of made) {
        const lane = lanes.of(workspace)
        if ('outgoing' in result) byLane.set(lane, [...(byLane.get(lane) ?? []), result])
        else void ledger.finish(result).catch(() => undefined)
      }
      for (const [lane, results] of byLane) lane.push(results)
      await new Promise(setImmediate)
    }
  }

  const turn = () => {
    const next = last.then(once, once)
    last = next
    return next
  }

  /** A full lane that drained asks for more by itself, so that nobody has to poll. */
  async function refill(): Promise<void> {
    if (!mayHaveMore || isClosing) return
    mayHaveMore = false
    await turn().catch((error: unknown) => logOf('send').error({ err: error }, 'messages could not be claimed'))
  }

  const idle = async () => {
    await last.catch(() => undefined)
    await calls.idle()
    await lanes.idle()
    await ledger.idle()
  }
  return {
    turn,
    idle,
    async close() {
      isClosing = true
      await last.catch(() => undefined)
      await Promise.all([calls.close(), lanes.close()])
      await ledger.idle()
    },
  }
}
