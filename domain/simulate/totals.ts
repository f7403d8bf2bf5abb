import type { PassageChange, Refusal } from '#domain/engine/apply/work.ts'
import type { DraftNode } from '#domain/journey/document.ts'
import { ARRIVED, type NodeCount, type NodeMessages, nodesOf } from '#domain/report/nodes.ts'
import { assumptions } from './assumptions.ts'
import { Fates } from './fates.ts'
import type { Player } from './member.ts'
import type { Audience, Fate, Window } from './play.ts'
import type { Simulation } from './result.ts'

type Outcome = Simulation['journey']['outcomes'][number]
type DayFates = Simulation['series'][number]['fates'][string]
type Slot = { triggered: number; ended: number; messages: number; byChannel: Map<string, number>; fates: Map<string, DayFates> }

/** Counts as the tick counts, over all members that are played. */
export class Totals implements Audience {
  members = 0
  readonly #edges: readonly number[]
  readonly #slots: Slot[]
  readonly #counts = { triggered: 0, ended: 0, canceled: 0, error: 0, converted: 0 }
  /** In millionths, so that a sum does not hang on the order of its parts. */
  #revenue = 0n
  readonly #outcomes = new Map<string, Outcome>()
  readonly #refused = new Map<string, number>()
  /** Node key -> outlet -> count; arrivals under ARRIVED. */
  readonly #ways = new Map<string, Map<string, number>>()
  readonly #messages = new Map<string, Map<string, number>>()
  readonly #fates = new Fates()

  /** @param edges where the slots of the series begin, ascending, epoch ms */
  constructor(edges: readonly number[]) {
    this.#edges = edges
    this.#slots = edges.map(() => ({ triggered: 0, ended: 0, messages: 0, byChannel: new Map(), fates: new Map() }))
  }

  passage(_player: Player, at: number, _progressId: number, change: PassageChange): void {
    const { passage, walk, messages } = change
    const slot = this.#slotAt(at)
    if (passage.id === null) {
      this.#counts.triggered++
      if (slot) slot.triggered++
    }
    if (change.convertedAt !== passage.convertedAt) {
      this.#counts.converted++
      this.#revenue += BigInt(Math.round(change.revenue * 1_000_000))
    }
    const over = this.#end(change, slot)
    const last = walk.at(-1)
    for (const visit of walk) {
      const stopped = over && visit === last ? `!${over.toLowerCase()}` : visit.outcome === 'error' ? '!error' : ''
      const outlet = visit.outlet ?? stopped
      if (visit.arrived) count(this.#ways, visit.nodeKey, ARRIVED)
      if (outlet !== '') count(this.#ways, visit.nodeKey, outlet)
    }
    for (const { nodeKey, channel } of messages) {
      count(this.#messages, nodeKey, 'created')
      if (!slot) continue
      slot.messages++
      slot.byChannel.set(channel, (slot.byChannel.get(channel) ?? 0) + 1)
    }
  }

  message(_player: Player, at: number, fate: Fate): void {
    const { pending, verdict } = fate
    const { channel, nodeKey } = pending.intent
    this.#fates.add(fate)
    if (verdict.outcome !== 'held') count(this.#messages, nodeKey, verdict.outcome)
    const slot = this.#slotAt(at)
    // Asked again and held for the same reason: it waits on.
    if (!slot || (verdict.outcome === 'held' && verdict.reason === pending.reason)) return
    const fates = slot.fates.get(channel) ?? { sent: 0, held: 0, suppressed: 0 }
    fates[verdict.outcome]++
    slot.fates.set(channel, fates)
  }

  refusal(_player: Player, _at: number, { because }: Refusal): void {
    this.#refused.set(because, (this.#refused.get(because) ?? 0) + 1)
  }

  #end({ passage, status, reason }: PassageChange, slot: Slot | undefined): Outcome['status'] | null {
    const wasOver = passage.id !== null && passage.nodeKey === null
    if (wasOver || (status !== 'ENDED' && status !== 'CANCELED' && status !== 'ERROR')) return null
    this.#counts[status === 'ENDED' ? 'ended' : status === 'CANCELED' ? 'canceled' : 'error']++
    if (slot && status === 'ENDED') slot.ended++
    const key = `${status} ${reason ?? ''}`
    const outcome = this.#outcomes.get(key) ?? { status, reason: reason ?? '', count: 0 }
    outcome.count++
    this.#outcomes.set(key, outcome)
    return status
  }

  #slotAt(at: number): Slot | undefined {
    let [low, high] = [0, this.#edges.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#edges[middle] ?? Number.POSITIVE_INFINITY) <= at) low = middle + 1
      else high = middle
    }
    return this.#slots[low - 1]
  }

  result({ from, to }: Window, nodes: readonly Pick<DraftNode, 'key' | 'kind'>[], currency: string): Simulation {
    const { triggered, ended, canceled, error, converted } = this.#counts
    const revenue = { currency, amount: money(this.#revenue) }
    const outcomes = [...this.#outcomes.values()].sort(
      (a, b) => b.count - a.count || inOrder(a.status, b.status) || inOrder(a.reason, b.reason),
    )
    return {
      from: iso(from),
      to: iso(to),
      members: this.members,
      journey: { triggered, inProgress: triggered - ended - canceled - error, ended, canceled, error, converted, revenue, outcomes },
      nodes: nodesOf([...nodes], nodeCounts(this.#ways), nodeMessages(this.#messages)),
      series: this.#slots.map((slot, i) => ({
        at: iso(this.#edges[i] ?? 0),
        ...slot,
        byChannel: sorted(slot.byChannel),
        fates: sorted(slot.fates),
      })),
      messages: this.#fates.list(),
      refused: sorted(this.#refused),
      assumptions: [...assumptions],
    }
  }
}

function count(of: Map<string, Map<string, number>>, nodeKey: string, name: string): void {
  let counts = of.get(nodeKey)
  if (!counts) of.set(nodeKey, (counts = new Map()))
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

const inOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const sorted = <Of>(counts: Map<string, Of>) => Object.fromEntries([...counts].sort(([a], [b]) => inOrder(a, b)))
/** In a fixed order, whoever was played first. */
const lines = (of: Map<string, Map<string, number>>) =>
  [...of]
    .sort(([a], [b]) => inOrder(a, b))
    .flatMap(([nodeKey, counts]) => Object.entries(sorted(counts)).map(([name, n]) => ({ nodeKey, name, n })))
const nodeCounts = (ways: Map<string, Map<string, number>>): NodeCount[] =>
  lines(ways).map(({ nodeKey, name, n }) => ({ nodeKey, outlet: name, inside: n, life: n }))
const nodeMessages = (messages: Map<string, Map<string, number>>): NodeMessages[] =>
  lines(messages).map(({ nodeKey, name, n }) => ({ nodeKey, outcome: name, inside: n, life: n }))

const iso = (at: number) => new Date(at).toISOString()
const money = (millionths: bigint) => {
  const cents = (millionths + (millionths < 0n ? -5_000n : 5_000n)) / 10_000n
  const [whole, part] = [cents / 100n, cents % 100n]
  return `${cents < 0n && whole === 0n ? '-' : ''}${whole}.${String(part < 0n ? -part : part).padStart(2, '0')}`
}
