import type { EventLeaf } from '#domain/condition/document.ts'
import type { Lane } from '#domain/engine/inbox.ts'
import type { EventInHand, Json, LiveJourney, MemberFacts, MessageIntent, Plan, ProgressStatus, Visit } from '#domain/engine/types.ts'

export type Bag = { [key: string]: Json }

/** What one row of a member's stream is. `at`: accepted or due, epoch ms. `id` is the inbox row's. */
export type StreamRow =
  | { kind: 'event'; id: number; lane: Lane; at: number; event: EventInHand; traits: Bag | null; isHistory: boolean }
  | { kind: 'change'; id: number; lane: Lane; at: number; set: Bag }
  | { kind: 'rearm'; id: number; lane: Lane; at: number; progressId: number; dueAt: number | null }
  | { kind: 'cancel'; id: number; lane: Lane; at: number; progressId: number; reason: string }
  | { kind: 'timer'; lane: Lane; at: number; progressId: number }

/** A passage as it was when the tick began. `id` is null for one that the tick opened: ids are made at the edge. */
export type Passage = {
  id: number | null
  journeyId: number
  versionId: number
  lane: Lane
  entryKey: string
  nodeKey: string | null
  status: ProgressStatus
  visits: number
  rowVersion: number
  parkedDueAt: number | null
  entry: EventInHand
}

/** One member's share of a tick: its rows in order, and the passages that its timers and commands name. */
export type MemberWork = {
  member: MemberFacts
  /** Used when the member has no zone of its own. */
  workspaceZone: string
  rows: readonly StreamRow[]
  passages: readonly Passage[]
}

/** Journeys and plans, the same for the whole batch. */
export type World = {
  now: number
  /** Journeys of the member's workspace that are ONGOING and have a trigger listening to this event, by id. */
  listening(eventName: string): readonly LiveJourney[]
  journey(id: number): LiveJourney | undefined
  plan(versionId: number): Plan | undefined
}

/** What is known of one member's history, as of the tick's start. A question that has no answer here is asked. */
export type Known = {
  /** By leafKey. `firstAt`: own time of the first event counted, epoch ms. */
  counts: Map<string, { count: number; firstAt: number | null }>
  /** By pastKey. */
  past: Map<string, PastPassages>
}
export type PastPassages = { total: number; open: number; lastEnteredAt: number | null; hasKey: boolean }
export type PastQuestion = { journeyId: number; entryKey: string | null }
export const pastKey = ({ journeyId, entryKey }: PastQuestion) => `${journeyId} ${entryKey ?? ''}`

export type Unknown = { events: EventLeaf[]; past: PastQuestion[] }

/** What becomes of one passage. `dueAt`: its timer; null where it has none, being over or parked. */
export type PassageChange = {
  passage: Passage
  nodeKey: string | null
  status: ProgressStatus
  reason: string | null
  visits: number
  parkedDueAt: number | null
  dueAt: number | null
  walk: Visit[]
  messages: MessageIntent[]
}

/** Attributes after the tick, and what each row changed: name -> [before, after], null where there is none. */
export type AttributeChange = {
  attributes: Bag
  email: string | null
  timeZone: string | null
  history: { causeId: number; at: number; changes: { [name: string]: [Json, Json] } }[]
}

export type Applied = {
  changes: PassageChange[]
  /** Passages that are over while a timer of theirs may still be armed. */
  unarm: number[]
  attributes: AttributeChange | null
}
