import type { Fate } from './play.ts'
import type { Simulation } from './result.ts'

type Line = Simulation['messages'][number]

/** What became of messages, by channel and reason, over all members. */
export class Fates {
  readonly #lines = new Map<string, Line>()

  add({ pending, verdict }: Fate): void {
    const { channel } = pending.intent
    if (pending.reason !== null) this.#count(channel, 'waiting', pending.reason, -1)
    if (verdict.outcome === 'held') this.#count(channel, 'waiting', verdict.reason, 1)
    if (verdict.outcome !== 'held' || verdict.reason !== pending.reason) this.#count(channel, verdict.outcome, verdict.reason, 1)
  }

  /** Those that there are, in a fixed order. */
  list(): Line[] {
    const keyed = [...this.#lines].filter(([, { count }]) => count > 0)
    return keyed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line)
  }

  #count(channel: string, outcome: Line['outcome'], reason: string | null, by: number): void {
    const key = `${channel} ${order.indexOf(outcome)} ${reason ?? ''}`
    const line = this.#lines.get(key) ?? { channel, outcome, reason, count: 0 }
    line.count += by
    this.#lines.set(key, line)
  }
}

const order: readonly Line['outcome'][] = ['sent', 'held', 'waiting', 'suppressed']
