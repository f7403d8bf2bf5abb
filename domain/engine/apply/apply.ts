import type { PastEvent } from '#domain/condition/memory.ts'
import { advance } from '#domain/engine/advance.ts'
import { decideEntry, fixedEntryKey, type Passages, triggeredBy } from '#domain/engine/entry.ts'
import type { Facts, LiveJourney, MemberFacts } from '#domain/engine/types.ts'
import { zoneOf } from '#domain/time/zone.ts'
import { changeAttributes, reservedOf } from './attributes.ts'
import { overlaid } from './facts.ts'
import {
  type Applied,
  type AttributeChange,
  type Bag,
  type Known,
  type MemberWork,
  type Passage,
  type PassageChange,
  type PastPassages,
  pastKey,
  type StreamRow,
  type Unknown,
  type World,
} from './work.ts'

/**
 * Applies one member's rows in order and returns everything that should be true after them, or what it needs to know
 * first; then it is called again, from the start, knowing more. Pure: nothing given is changed.
 *
 * For an event: entry is decided against what was open before it (rows applied earlier in the batch included); an event
 * marked as history is counted and starts nothing. A timer whose journey is paused is parked on its passage; one of a
 * passage that is over is dropped.
 */
export function apply(work: MemberWork, world: World, known: Known): Applied | { unknown: Unknown } {
  const turn = new Turn(work, world, known)
  for (const row of work.rows) turn.apply(row)
  return turn.result()
}

class Turn {
  readonly #work: MemberWork
  readonly #world: World
  readonly #known: Known
  readonly #facts: Facts
  readonly #applied: PastEvent[] = []
  readonly #changes: PassageChange[] = []
  readonly #byId = new Map<number, PassageChange>()
  readonly #unarm: number[] = []
  readonly #unknown: Unknown = { events: [], past: [] }
  readonly #history: AttributeChange['history'] = []
  #member: MemberFacts

  constructor(work: MemberWork, world: World, known: Known) {
    this.#work = work
    this.#world = world
    this.#known = known
    this.#member = work.member
    this.#facts = overlaid(known.counts, this.#applied, world.now, () => zoneOf(this.#member.timeZone))
  }

  apply(row: StreamRow): void {
    switch (row.kind) {
      case 'event':
        this.#applied.push(row.event)
        if (row.traits) this.#setAttributes(row.id, row.at, row.traits)
        if (!row.isHistory) for (const journey of this.#world.listening(row.event.name)) this.#enter(journey, row)
        return
      case 'change':
        return this.#setAttributes(row.id, row.at, row.set)
      case 'timer':
        return this.#fire(row.progressId, row.at)
      case 'rearm':
        return this.#rearm(row.progressId, row.dueAt)
      case 'cancel':
        return this.#cancel(row.progressId, row.reason)
    }
  }

  result(): Applied | { unknown: Unknown } {
    if (this.#unknown.events.length > 0 || this.#unknown.past.length > 0) return { unknown: this.#unknown }
    const { attributes } = this.#member
    return {
      changes: this.#changes,
      unarm: this.#unarm,
      attributes: this.#history.length > 0 ? { attributes, ...reservedOf(attributes), history: this.#history } : null,
    }
  }

  #setAttributes(causeId: number, at: number, set: Bag): void {
    const changed = changeAttributes(this.#member.attributes, set)
    if (!changed) return
    this.#history.push({ causeId, at, changes: changed.changes })
    const timeZone = reservedOf(changed.attributes).timeZone ?? this.#work.workspaceZone
    this.#member = { ...this.#member, attributes: changed.attributes, timeZone }
  }

  #enter(journey: LiveJourney, { event, lane }: Extract<StreamRow, { kind: 'event' }>): void {
    const found = triggeredBy(journey.plan, event, this.#member, this.#facts, this.#world.now)
    if (!found.known) return void this.#unknown.events.push(...found.missing)
    if (!found.trigger) return
    const { trigger } = found
    const ask = { settings: journey.settings, trigger, event }
    const entryKey = fixedEntryKey(ask)
    const question = { journeyId: journey.id, entryKey }
    const past = needsPast(journey, entryKey) ? this.#known.past.get(pastKey(question)) : NOTHING_PAST
    if (!past) return void this.#unknown.past.push(question)
    const entry = decideEntry(ask, this.#passagesOf(journey.id, past, entryKey), this.#member, this.#world.now)
    if (!entry.enter) return
    const { versionId } = journey.plan
    const fresh = { nodeKey: trigger.key, status: 'READY', visits: 0, rowVersion: 0, parkedDueAt: null } as const
    const passage: Passage = { id: null, journeyId: journey.id, versionId, lane, entryKey: entry.entryKey, ...fresh, entry: event }
    const change = { passage, ...fresh, reason: null, dueAt: null, walk: [], messages: [] }
    // The trigger node shows its own filter again; what is added is what only entry compared.
    this.#walk(change, [...entry.saw, ...trigger.saw.filter(({ of }) => of !== 'property')])
  }

  /** Past passages with what this tick has opened and ended. */
  #passagesOf(journeyId: number, past: PastPassages, entryKey: string | null): Passages {
    let { total, open, lastEnteredAt } = past
    const keys = new Set(past.hasKey && entryKey !== null ? [entryKey] : [])
    for (const { passage, nodeKey } of this.#changes) {
      if (passage.journeyId !== journeyId) continue
      if (nodeKey !== null) open++
      if (passage.id !== null) open--
      else {
        total++
        lastEnteredAt = this.#world.now
        keys.add(passage.entryKey)
      }
    }
    return { total, open, lastEnteredAt, has: (key) => keys.has(key) }
  }

  /** The passage as it stands now, when it is not over. */
  #standing(progressId: number): PassageChange | undefined {
    const known = this.#byId.get(progressId)
    if (known) return known.nodeKey === null ? undefined : known
    const passage = this.#work.passages.find(({ id }) => id === progressId)
    if (!passage || passage.nodeKey === null) return undefined
    const { nodeKey, status, visits, parkedDueAt } = passage
    return { passage, nodeKey, status, visits, parkedDueAt, reason: null, dueAt: null, walk: [], messages: [] }
  }

  #fire(progressId: number, dueAt: number): void {
    const standing = this.#standing(progressId)
    if (!standing) return
    const journey = this.#world.journey(standing.passage.journeyId)
    if (journey?.status === 'PAUSED') this.#keep({ ...standing, parkedDueAt: dueAt, dueAt: null })
    else this.#goOn(standing, journey)
  }

  #rearm(progressId: number, dueAt: number | null): void {
    const standing = this.#standing(progressId)
    if (!standing || standing.parkedDueAt === null) return
    const journey = this.#world.journey(standing.passage.journeyId)
    if (journey?.status === 'PAUSED') return
    if (dueAt !== null && dueAt > this.#world.now) this.#keep({ ...standing, parkedDueAt: null, dueAt })
    else this.#goOn(standing, journey)
  }

  #goOn(standing: PassageChange, journey: LiveJourney | undefined): void {
    if (!journey) this.#end(standing, 'journey_deleted')
    else if (journey.status === 'ENDED' && !journey.drains) this.#end(standing, 'journey_ended')
    else this.#walk({ ...standing, parkedDueAt: null }, [])
  }

  #cancel(progressId: number, reason: string): void {
    const standing = this.#standing(progressId)
    if (!standing) return
    this.#unarm.push(progressId)
    this.#end(standing, reason)
  }

  #end(standing: PassageChange, reason: string, status: 'CANCELED' | 'ERROR' = 'CANCELED'): void {
    const nodeKey = standing.nodeKey ?? ''
    const line = {
      number: standing.visits,
      nodeKey,
      outlet: null,
      arrived: false,
      outcome: status === 'ERROR' ? ('error' as const) : ('skip' as const),
      reason,
    }
    this.#keep({
      ...standing,
      nodeKey: null,
      status,
      reason,
      parkedDueAt: null,
      dueAt: null,
      walk: [...standing.walk, line],
    })
  }

  #walk(standing: PassageChange, entered: Parameters<typeof advance>[5]): void {
    const { passage, nodeKey, status, visits } = standing
    const plan = this.#world.plan(passage.versionId)
    if (!plan || nodeKey === null) return this.#end(standing, 'unknown_version', 'ERROR')
    const walked = advance(plan, { nodeKey, status, visits, entry: passage.entry }, this.#member, this.#facts, this.#world.now, entered)
    if ('ask' in walked) return void this.#unknown.events.push(...walked.ask.events)
    this.#keep({
      ...standing,
      ...walked,
      walk: [...standing.walk, ...walked.walk],
      messages: [...standing.messages, ...walked.messages],
    })
  }

  #keep(change: PassageChange): void {
    const { id } = change.passage
    const before = id === null ? undefined : this.#byId.get(id)
    if (before) this.#changes[this.#changes.indexOf(before)] = change
    else this.#changes.push(change)
    if (id !== null) this.#byId.set(id, change)
  }
}

const NOTHING_PAST: PastPassages = { total: 0, open: 0, lastEnteredAt: null, hasKey: false }

/** Whether entry hangs on passages at all: every time, without a key or a limit, it does not. */
const needsPast = ({ settings }: LiveJourney, entryKey: string | null) =>
  settings.reentry.mode !== 'every_time' || settings.repeatTimes !== null || entryKey !== null
