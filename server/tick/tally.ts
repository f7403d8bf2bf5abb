import type { PassageChange } from '#domain/engine/apply/work.ts'
import type { Columns } from './columns.ts'

const BUCKET_MS = 900_000

type JourneyCounts = { triggered: number; ended: number; canceled: number; errored: number; converted: number; revenue: number }
const NOTHING: JourneyCounts = { triggered: 0, ended: 0, canceled: 0, errored: 0, converted: 0, revenue: 0 }

type Part = string | number
type Line<Key> = { key: Key; count: number }
type Branch<Key> = Map<Part, Branch<Key> | Line<Key>>

/** Counts by key, a tuple of a report table's key columns: a map a column, since a text made of them would have to be made for every count. */
class Sums<Key extends readonly Part[]> {
  readonly #root: Branch<Key> = new Map()
  readonly #lines: Line<Key>[] = []

  add(count: number, ...key: Key): void {
    let branch = this.#root
    for (let i = 0; i < key.length - 1; i++) branch = this.#branch(branch, key[i] ?? '')
    const last = key[key.length - 1] ?? ''
    const line = branch.get(last)
    if (line && !(line instanceof Map)) line.count += count
    else {
      const fresh = { key, count }
      branch.set(last, fresh)
      this.#lines.push(fresh)
    }
  }

  lines(): readonly Line<Key>[] {
    return this.#lines
  }

  #branch(from: Branch<Key>, part: Part): Branch<Key> {
    const next = from.get(part)
    if (next instanceof Map) return next
    const fresh: Branch<Key> = new Map()
    from.set(part, fresh)
    return fresh
  }
}

type Way = [workspaceId: number, journeyId: number, nodeKey: string, outlet: string]

/** Counts of a batch, summed before they are written: a tick writes a counter once. */
export class Tally {
  readonly #journeys = new Map<number, JourneyCounts & { workspaceId: number }>()
  readonly #executions = new Sums<[workspaceId: number, journeyId: number, status: string, reason: string]>()
  /** Lines of walks; `arrived` 0 where the line ends a rest. An empty outlet: the walk rests there. */
  readonly #visits = new Sums<[...Way, arrived: 0 | 1]>()
  readonly #nodeMessages = new Sums<[workspaceId: number, journeyId: number, nodeKey: string, channel: string, outcome: string]>()
  readonly #events = new Sums<[workspaceId: number, name: string, bucket: number]>()

  /**
   * A passage's entry, its walk, its messages and its end. A departure by no outlet is counted as '!ended' and the like. One
   * that was over in error and goes on is no longer counted as such.
   */
  passage(workspaceId: number, change: PassageChange): void {
    const { passage, status, reason, walk, messages } = change
    const { journeyId } = passage
    const wasOver = passage.id !== null && passage.nodeKey === null && !change.isReopened
    const over = !wasOver && (status === 'ENDED' || status === 'CANCELED' || status === 'ERROR') ? status : null
    const counts = this.#journey(workspaceId, journeyId)
    if (passage.id === null) counts.triggered++
    if (change.isReopened) {
      counts.errored--
      this.#executions.add(-1, workspaceId, journeyId, 'ERROR', passage.reason ?? '')
    }
    if (over === 'ENDED') counts.ended++
    if (over === 'CANCELED') counts.canceled++
    if (over === 'ERROR') counts.errored++
    if (change.convertedAt !== passage.convertedAt) {
      counts.converted++
      counts.revenue += change.revenue
    }
    if (over) this.#executions.add(1, workspaceId, journeyId, over, reason ?? '')
    const last = walk.at(-1)
    for (const visit of walk) {
      const stopped = over && visit === last ? `!${over.toLowerCase()}` : visit.outcome === 'error' ? '!error' : ''
      this.#visits.add(1, workspaceId, journeyId, visit.nodeKey, visit.outlet ?? stopped, visit.arrived ? 1 : 0)
    }
    for (const { channel, nodeKey } of messages) this.message(workspaceId, journeyId, nodeKey, channel, 'created', 1)
  }

  message(workspaceId: number, journeyId: number, nodeKey: string, channel: string, outcome: string, by: number): void {
    this.#nodeMessages.add(by, workspaceId, journeyId, nodeKey, channel, outcome)
  }

  /** `at`: when the event was accepted, epoch ms. */
  event(workspaceId: number, name: string, at: number): void {
    this.#events.add(1, workspaceId, name, Math.floor(at / BUCKET_MS))
  }

  /** Puts the sums into the parameters of the write. */
  into(columns: Columns): void {
    for (const [journeyId, { workspaceId, ...of }] of this.#journeys) {
      const { triggered, ended, canceled, errored, converted, revenue } = of
      if (Object.values(of).some((count) => count !== 0))
        columns.add('journeys', workspaceId, journeyId, triggered, ended, canceled, errored, converted, String(revenue))
    }
    for (const { key, count } of this.#executions.lines()) columns.add('executions', ...key, count)
    const performances = new Sums<[workspaceId: number, journeyId: number, channel: string, outcome: string]>()
    for (const { key, count } of this.#nodeMessages.lines()) {
      const [workspaceId, journeyId, , channel, outcome] = key
      performances.add(count, workspaceId, journeyId, channel, outcome)
      columns.add('nodePerformances', ...key, count)
    }
    for (const { key, count } of performances.lines()) columns.add('performances', ...key, count)
    for (const { key, count } of this.#ways().lines()) columns.add('nodeExecutions', ...key, count)
    for (const { key, count } of this.#events.lines()) {
      const [workspaceId, name, bucket] = key
      columns.add('events', workspaceId, name, bucket * BUCKET_MS, count)
    }
  }

  /** Arrivals, with an empty outlet, and departures. */
  #ways(): Sums<Way> {
    const ways = new Sums<Way>()
    for (const { key, count } of this.#visits.lines()) {
      const [workspaceId, journeyId, nodeKey, outlet, arrived] = key
      if (arrived) ways.add(count, workspaceId, journeyId, nodeKey, '')
      if (outlet !== '') ways.add(count, workspaceId, journeyId, nodeKey, outlet)
    }
    return ways
  }

  #journey(workspaceId: number, journeyId: number) {
    const counts = this.#journeys.get(journeyId) ?? { workspaceId, ...NOTHING }
    this.#journeys.set(journeyId, counts)
    return counts
  }
}
