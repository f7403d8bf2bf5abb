import type { Passage, PassageChange, PastPassages } from '#domain/engine/apply/work.ts'
import { Timers } from './timers.ts'

/** One member's passages of the journey, and their timers. */
export class Passages {
  readonly open = new Map<number, Passage>()
  readonly timers = new Timers(({ at, id }) => this.open.get(id)?.dueAt === at)
  /** The passage that began last, over or not. */
  latest: Passage | null = null
  /** Open ones that something beside their timer can wake, by id. */
  readonly #awaiting = new Map<number, Passage>()
  readonly #keys = new Set<string>()
  #total = 0
  #lastEnteredAt: number | null = null

  past(entryKey: string | null): PastPassages {
    const hasKey = entryKey !== null && this.#keys.has(entryKey)
    return { total: this.#total, open: this.open.size, lastEnteredAt: this.#lastEnteredAt, hasKey }
  }

  /** Those that a tick loads: whose timers are due or that are named, and those that wait for more than their timer; or all of them. */
  forTick(due: readonly { id: number }[], all: boolean): Passage[] {
    if (all) return this.latest && !this.open.has(this.latest.id ?? 0) ? [...this.open.values(), this.latest] : [...this.open.values()]
    if (due.length === 0) return this.#awaiting.size === 0 ? NONE : [...this.#awaiting.values()]
    const found = new Map<number, Passage>()
    for (const { id } of due) {
      const passage = this.open.get(id)
      if (passage) found.set(id, passage)
    }
    for (const [id, passage] of this.#awaiting) found.set(id, passage)
    return [...found.values()]
  }

  /** Whether some open passage waits for one of these, names made by `awaited`. */
  awaits(...names: readonly string[]): boolean {
    for (const { rest } of this.#awaiting.values()) if (names.some((name) => rest?.awaits.includes(name))) return true
    return false
  }

  /** What a walk has made of a passage. Returns its id. */
  settle(change: PassageChange): number {
    const before = change.passage
    const id = before.id ?? ++this.#total
    if (before.id === null) {
      this.#keys.add(before.entryKey)
      this.#lastEnteredAt = before.enteredAt
    }
    const passage = passageAfter(change, id)
    if (!this.latest || before.id === null || this.latest.id === id) this.latest = passage
    this.#awaiting.delete(id)
    if (passage.nodeKey === null) this.open.delete(id)
    else this.#keepOpen(id, passage, before.id === null || change.hasFired ? null : before.dueAt)
    return id
  }

  #keepOpen(id: number, passage: Passage, armed: number | null): void {
    this.open.set(id, passage)
    if (passage.rest && passage.rest.awaits.length > 0) this.#awaiting.set(id, passage)
    if (passage.dueAt !== null && passage.dueAt !== armed) this.timers.add(passage.dueAt, id)
  }
}

const NONE: Passage[] = []

function passageAfter(change: PassageChange, id: number): Passage {
  const { passage } = change
  // As the tick does: a timer that has fired is not set at the same instant again.
  const isSame = change.hasFired && change.dueAt !== null && change.dueAt === passage.dueAt
  return {
    id,
    journeyId: passage.journeyId,
    versionId: change.versionId,
    lane: passage.lane,
    entryKey: passage.entryKey,
    nodeKey: change.nodeKey,
    status: change.status,
    reason: change.reason,
    visits: change.visits,
    rowVersion: passage.rowVersion + 1,
    parkedDueAt: change.parkedDueAt,
    dueAt: isSame && change.dueAt !== null ? change.dueAt + 1 : change.dueAt,
    rest: change.rest,
    failedAt: change.failedAt,
    variables: change.variables,
    enteredAt: passage.enteredAt,
    convertedAt: change.convertedAt,
    entry: passage.entry,
  }
}
