import type { EventLeaf } from '#domain/condition/document.ts'
import { leafCounts, windowStart } from '#domain/condition/memory.ts'
import { leafKey } from '#domain/condition/reads.ts'
import { apply } from '#domain/engine/apply/apply.ts'
import { type Applied, type PastQuestion, pastKey, type World } from '#domain/engine/apply/work.ts'
import { zoneOf } from '#domain/time/zone.ts'
import { type CountRow, counts, type PastEventRow, pastEvents } from '#server/sql/tick/counts.ts'
import { type PastPassagesRow, pastPassages } from '#server/sql/tick/pastPassages.ts'
import type { Catalog, Catalogs } from './catalog.ts'
import type { Run } from './connection.ts'
import { reasonOf, type Share } from './gather.ts'
import { bagSchema } from './rows.ts'

export type Decided = { share: Share; applied: Applied }
export type Guilty = { share: Share; reason: string }

/** A decision that still asks after this many rounds never ends. */
const ROUNDS_MAX = 100

/**
 * Applies every member's rows. Those that ask are answered together, a query a kind of question, and applied again from
 * their start. A member whose rows throw is guilty alone.
 */
export async function decide(
  shares: Share[],
  { catalog, catalogs, now, run }: { catalog: Catalog; catalogs: Catalogs; now: number; run: Run },
): Promise<{ decided: Decided[]; guilty: Guilty[] }> {
  const decided: Decided[] = []
  const guilty: Guilty[] = []
  const worlds = new Map<number, World>()
  const worldOf = (workspaceId: number) => {
    const world = worlds.get(workspaceId) ?? worldFor(workspaceId, catalog, catalogs, now)
    worlds.set(workspaceId, world)
    return world
  }
  let undecided = shares
  for (let round = 0; undecided.length > 0; round++) {
    const questions = new Questions()
    const asking: Share[] = []
    for (const share of undecided) {
      try {
        const { facts: member, workspaceZone, stream: rows, passages, known } = share
        const answer = apply({ member, workspaceZone, rows, passages }, worldOf(share.workspaceId), known)
        if (!('unknown' in answer)) decided.push({ share, applied: answer })
        else if (round === ROUNDS_MAX) guilty.push({ share, reason: 'It asks for facts without end.' })
        else {
          asking.push(share)
          questions.add(share, answer.unknown)
        }
      } catch (error) {
        guilty.push({ share, reason: reasonOf(error) })
      }
    }
    await questions.answer(run, now)
    undecided = asking
  }
  return { decided, guilty }
}

const worldFor = (workspaceId: number, catalog: Catalog, catalogs: Catalogs, now: number): World => ({
  now,
  listening: (eventName) => catalog.listening(workspaceId, eventName),
  journey: (id) => catalog.journeys.get(id),
  plan: (versionId) => catalogs.plan(versionId),
})

const once = <T>(asked: T[], keyOf: (one: T) => string): Iterable<T> =>
  asked.length > 1 ? new Map(asked.map((one) => [keyOf(one), one])).values() : asked

/** The questions of one round, each once. */
class Questions {
  readonly #events: { share: Share; leaf: EventLeaf }[] = []
  readonly #past: { share: Share; question: PastQuestion }[] = []

  add(share: Share, { events, past }: { events: EventLeaf[]; past: PastQuestion[] }): void {
    for (const leaf of once(events, leafKey)) this.#events.push({ share, leaf })
    for (const question of once(past, pastKey)) this.#past.push({ share, question })
  }

  async answer(run: Run, now: number): Promise<void> {
    await this.#count(run, now)
    await this.#match(run, now)
    await this.#lookBack(run)
  }

  async #count(run: Run, now: number): Promise<void> {
    const asked = this.#events.filter(({ leaf }) => leaf.where === undefined)
    if (asked.length === 0) return
    for (const { share, leaf } of asked) share.known.counts.set(leafKey(leaf), { count: 0, firstAt: null })
    for (const { question, count, firstAt } of await run<CountRow>(counts, this.#keys(asked, now))) {
      const one = asked[question]
      one?.share.known.counts.set(leafKey(one.leaf), { count, firstAt })
    }
  }

  /** Leaves that look at properties: compared here, by the one comparison there is. */
  async #match(run: Run, now: number): Promise<void> {
    const asked = this.#events.filter(({ leaf }) => leaf.where !== undefined)
    if (asked.length === 0) return
    for (const { share, leaf } of asked) share.known.counts.set(leafKey(leaf), { count: 0, firstAt: null })
    for (const { question, at, properties } of await run<PastEventRow>(pastEvents, this.#keys(asked, now))) {
      const one = asked[question]
      const known = one?.share.known.counts.get(leafKey(one.leaf))
      const event = { name: one?.leaf.event ?? '', at, properties: bagSchema.safeParse(properties).data ?? {} }
      if (!one || !known || !leafCounts(one.leaf, event, zoneOf(one.share.facts.timeZone))) continue
      known.count++
      known.firstAt = Math.min(known.firstAt ?? at, at)
    }
  }

  #keys(asked: { share: Share; leaf: EventLeaf }[], now: number): unknown[] {
    const lines = asked.flatMap(({ share, leaf }, question) => {
      const start = windowStart(leaf, now)
      const after = start === null ? null : new Date(start).toISOString()
      return share.selves.map(({ shard, id }) => ({ question, shard, id, name: leaf.event, after }))
    })
    return [
      lines.map((l) => l.question),
      lines.map((l) => l.shard),
      lines.map((l) => l.id),
      lines.map((l) => l.name),
      lines.map((l) => l.after),
    ]
  }

  async #lookBack(run: Run): Promise<void> {
    const asked = this.#past
    if (asked.length === 0) return
    const [positions, shards, ids, journeyIds]: [number[], number[], number[], number[]] = [[], [], [], []]
    const entryKeys: (string | null)[] = []
    for (const [position, { share, question }] of asked.entries()) {
      share.known.past.set(pastKey(question), { total: 0, open: 0, lastEnteredAt: null, hasKey: false })
      for (const self of share.selves) {
        positions.push(position)
        shards.push(self.shard)
        ids.push(self.id)
        journeyIds.push(question.journeyId)
        entryKeys.push(question.entryKey)
      }
    }
    const values = [positions, shards, ids, journeyIds, entryKeys]
    for (const { question, ...past } of await run<PastPassagesRow>(pastPassages, values)) {
      const one = asked[question]
      one?.share.known.past.set(pastKey(one.question), past)
    }
  }
}
