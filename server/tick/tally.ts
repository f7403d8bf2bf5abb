import type { PassageChange } from '#domain/engine/apply/work.ts'
import type { Columns } from './columns.ts'

const BUCKET_MS = 900_000

type JourneyCounts = { triggered: number; ended: number; canceled: number; errored: number }

/** Counts by key. A key is a tuple of a report table's key columns. */
class Sums<Key extends readonly (string | number)[]> {
  readonly #lines = new Map<string, { key: Key; count: number }>()

  add(count: number, ...key: Key): void {
    const text = JSON.stringify(key)
    const line = this.#lines.get(text)
    if (line) line.count += count
    else this.#lines.set(text, { key, count })
  }

  lines(): { key: Key; count: number }[] {
    return [...this.#lines.values()]
  }
}

/** Counts of a batch, summed before they are written: a tick writes a counter once. */
export class Tally {
  readonly #journeys = new Map<number, JourneyCounts & { workspaceId: number }>()
  readonly #executions = new Sums<[workspaceId: number, journeyId: number, status: string, reason: string]>()
  readonly #performances = new Sums<[workspaceId: number, journeyId: number, channel: string, outcome: string]>()
  readonly #nodes = new Sums<[workspaceId: number, journeyId: number, nodeKey: string, outlet: string]>()
  readonly #nodeMessages = new Sums<[workspaceId: number, journeyId: number, nodeKey: string, channel: string, outcome: string]>()
  readonly #events = new Sums<[workspaceId: number, name: string, bucket: string]>()

  /** A passage's entry, its walk, its messages and its end. A departure by no outlet is counted as '!ended' and the like. */
  passage(workspaceId: number, { passage, status, reason, walk, messages }: PassageChange): void {
    const { journeyId } = passage
    const over = status === 'ENDED' || status === 'CANCELED' || status === 'ERROR' ? status : null
    const counts = this.#journey(workspaceId, journeyId)
    if (passage.id === null) counts.triggered++
    if (status === 'ENDED') counts.ended++
    if (status === 'CANCELED') counts.canceled++
    if (status === 'ERROR') counts.errored++
    if (over) this.#executions.add(1, workspaceId, journeyId, over, reason ?? '')
    walk.forEach(({ nodeKey, arrived, outlet }, i) => {
      if (arrived) this.#nodes.add(1, workspaceId, journeyId, nodeKey, '')
      if (outlet !== null) this.#nodes.add(1, workspaceId, journeyId, nodeKey, outlet)
      else if (over && i === walk.length - 1) this.#nodes.add(1, workspaceId, journeyId, nodeKey, `!${over.toLowerCase()}`)
    })
    for (const { channel, nodeKey } of messages) this.message(workspaceId, journeyId, nodeKey, channel, 'created', 1)
  }

  message(workspaceId: number, journeyId: number, nodeKey: string, channel: string, outcome: string, by: number): void {
    this.#performances.add(by, workspaceId, journeyId, channel, outcome)
    this.#nodeMessages.add(by, workspaceId, journeyId, nodeKey, channel, outcome)
  }

  /** `at`: when the event was accepted, epoch ms. */
  event(workspaceId: number, name: string, at: number): void {
    this.#events.add(1, workspaceId, name, new Date(Math.floor(at / BUCKET_MS) * BUCKET_MS).toISOString())
  }

  /** Puts the sums into the parameters of the write. */
  into(columns: Columns): void {
    for (const [journeyId, { workspaceId, triggered, ended, canceled, errored }] of this.#journeys)
      if (triggered + ended + canceled + errored > 0) columns.add('journeys', workspaceId, journeyId, triggered, ended, canceled, errored)
    for (const { key, count } of this.#executions.lines()) columns.add('executions', ...key, count)
    for (const { key, count } of this.#performances.lines()) columns.add('performances', ...key, count)
    for (const { key, count } of this.#nodes.lines()) columns.add('nodeExecutions', ...key, count)
    for (const { key, count } of this.#nodeMessages.lines()) columns.add('nodePerformances', ...key, count)
    for (const { key, count } of this.#events.lines()) columns.add('events', ...key, count)
  }

  #journey(workspaceId: number, journeyId: number) {
    const counts = this.#journeys.get(journeyId) ?? { workspaceId, triggered: 0, ended: 0, canceled: 0, errored: 0 }
    this.#journeys.set(journeyId, counts)
    return counts
  }
}
