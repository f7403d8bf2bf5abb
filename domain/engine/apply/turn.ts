import type { Saw } from '#domain/condition/evaluation.ts'
import type { PastEvent } from '#domain/condition/memory.ts'
import type { Question } from '#domain/engine/decision.ts'
import type { Facts, MemberFacts, Visit } from '#domain/engine/types.ts'
import { addressOf } from './attributes.ts'
import { factsOf, type Told } from './facts.ts'
import type {
  Applied,
  AttributeChange,
  Bag,
  Known,
  Membership,
  MemberWork,
  Passage,
  PassageChange,
  Refusal,
  SegmentChange,
  StreamRow,
  Unknown,
  World,
} from './work.ts'

/** Something that follows from a row of the stream and has consequences of its own. `depth`: how far from the row. */
export type Consequence =
  | { of: 'attributes'; changes: { [name: string]: [Bag[string], Bag[string]] }; depth: number }
  | { of: 'segment'; key: string; isIn: boolean; depth: number }

/** One member's rows being applied: what is true so far, what was decided, and what is not known. */
export type Turn = {
  readonly work: MemberWork
  readonly world: World
  readonly known: Known
  readonly unknown: Unknown
  /** The row in hand. */
  row: StreamRow
  /** Happenings that the row in hand brought about; tells them apart. Goes on counting over rows without an id. */
  parts: number
  readonly consequences: Consequence[]
  member: MemberFacts
  readonly events: PastEvent[]
  readonly told: Told[]
  readonly history: AttributeChange['history']
  readonly changes: PassageChange[]
  /** Null: no passage that was there before has changed. */
  byId: Map<number, PassageChange> | null
  /** Those given, until one is changed. */
  segments: ReadonlyMap<number, Membership>
  ownSegments: Map<number, Membership> | null
  flipped: Map<number, SegmentChange> | null
  /** Whether the member's own timer has to be reckoned anew, and whether it was due in this tick. */
  isReckoned: boolean
  hasWoken: boolean
  readonly refusals: Refusal[]
  readonly moved: Applied['moved']
  readonly sent: Applied['sent']
  readonly exposed: Applied['exposed']
}

const NO_ROW: StreamRow = { kind: 'evaluate', id: 0, lane: 0, at: 0 }

export const begin = (work: MemberWork, world: World, known: Known): Turn => ({
  work,
  world,
  known,
  unknown: { events: [], messages: [], channels: [], past: [], passagesOf: [] },
  row: NO_ROW,
  parts: 0,
  consequences: [],
  member: work.member,
  events: [],
  told: [],
  history: [],
  changes: [],
  byId: null,
  segments: work.segments,
  ownSegments: null,
  flipped: null,
  isReckoned: false,
  hasWoken: false,
  refusals: [],
  moved: [],
  sent: [],
  exposed: [],
})

/** Facts as of the row in hand, for one passage or, with null, for none. */
export const factsFor = (turn: Turn, progressId: number | null): Facts => factsOf(turn, progressId)

export function ask({ unknown, member }: Turn, { events = [], messages = [], channels = [] }: Question, progressId: number | null): void {
  unknown.events.push(...events)
  unknown.messages.push(...messages.map((leaf) => ({ leaf, progressId })))
  unknown.channels.push(...channels.map((channel) => ({ channel, address: addressOf(member) })))
}

/** A passage as it stood when the tick began, before anything became of it. */
export const untouched = (passage: Passage): PassageChange => ({
  passage,
  versionId: passage.versionId,
  nodeKey: passage.nodeKey,
  status: passage.status,
  reason: null,
  visits: passage.visits,
  parkedDueAt: passage.parkedDueAt,
  dueAt: passage.dueAt,
  hasFired: false,
  rest: passage.rest,
  failedAt: passage.failedAt,
  variables: passage.variables,
  convertedAt: passage.convertedAt,
  revenue: 0,
  isReopened: false,
  walk: [],
  messages: [],
  effects: [],
})

/** A passage as it stands now, over or not. */
export function passageNow({ work, byId }: Turn, progressId: number): PassageChange | undefined {
  const changed = byId?.get(progressId)
  if (changed) return changed
  const passage = work.passages.find(({ id }) => id === progressId)
  return passage && untouched(passage)
}

/** The same, when it is not over. */
export function standingOf(turn: Turn, progressId: number): PassageChange | undefined {
  const now = passageNow(turn, progressId)
  return now && now.nodeKey !== null ? now : undefined
}

/** Every passage that is known and not over, as it stands now, in the order of their entry. */
export function standings(turn: Turn): PassageChange[] {
  const found: PassageChange[] = []
  for (const passage of turn.work.passages) {
    if (passage.id === null) continue
    const now = turn.byId?.get(passage.id) ?? untouched(passage)
    if (now.nodeKey !== null) found.push(now)
  }
  for (const change of turn.changes) if (change.passage.id === null && change.nodeKey !== null) found.push(change)
  return found
}

export function latestOf(turn: Turn, passage: Passage): PassageChange | undefined {
  if (passage.id !== null) return passageNow(turn, passage.id)
  return turn.changes.find((change) => change.passage === passage)
}

export function keep(turn: Turn, change: PassageChange): void {
  const { passage } = change
  const at = turn.changes.findIndex((one) => one.passage === passage)
  if (at >= 0) turn.changes[at] = change
  else turn.changes.push(change)
  if (passage.id === null) return
  turn.byId ??= new Map()
  turn.byId.set(passage.id, change)
}

type Ending = { status: 'CANCELED' | 'ENDED' | 'ERROR'; reason: string; saw?: Saw[]; failedAt?: string }

/** A passage is over wherever it stands, by no outlet. */
export function end(turn: Turn, standing: PassageChange, { status, reason, saw, failedAt }: Ending): void {
  const line: Visit = {
    number: standing.visits,
    nodeKey: standing.nodeKey ?? '',
    outlet: null,
    arrived: false,
    outcome: status === 'ERROR' ? 'error' : 'skip',
    reason,
  }
  if (saw && saw.length > 0) line.saw = saw
  keep(turn, {
    ...standing,
    nodeKey: null,
    status,
    reason,
    parkedDueAt: null,
    dueAt: null,
    rest: null,
    failedAt: failedAt ?? null,
    walk: [...standing.walk, line],
  })
}
