import type { EventLeaf, MessageLeaf } from '#domain/condition/document.ts'
import type { Saw } from '#domain/condition/evaluation.ts'
import { leafKey } from '#domain/condition/reads.ts'
import type { Answer } from '#domain/engine/decision.ts'
import type { EntryRefusal } from '#domain/engine/entry.ts'
import type { Lane } from '#domain/engine/inbox.ts'
import type {
  EventInHand,
  Json,
  LiveJourney,
  LiveSegment,
  MemberFacts,
  MessageIntent,
  Plan,
  ProgressStatus,
  Reach,
  Rest,
  Visit,
  VisitEffect,
} from '#domain/engine/types.ts'
import type { Moves } from '#domain/journey/moves.ts'
import type { TagChange } from '#domain/member/tags.ts'
import type { Channel } from '#domain/message/channel.ts'

export type Bag = { [key: string]: Json }

/** What every row has. `at`: accepted or due, epoch ms. `id` is the inbox row's, 0 for timers. */
type Row<Kind extends string, More> = { kind: Kind; id: number; lane: Lane; at: number } & More

/** What one row of a member's stream is. */
export type StreamRow =
  /** `hops`: how many journeys have handed this on to one another. */
  | Row<'event', { event: EventInHand; traits: Bag | null; isHistory: boolean; hops: number }>
  | Row<'change', { set: Bag; tags?: TagChange | undefined }>
  /** A progress is due. */
  | Row<'timer', { progressId: number }>
  /** The member itself is due: a segment or a date may have come about with nothing happening. */
  | Row<'wake', object>
  /** Segments and dates are reckoned anew. */
  | Row<'evaluate', object>
  /** The member enters a journey: at this trigger, or the first of the kind `trigger.<by>`. */
  | Row<'entry', { journeyId: number; by: 'api' | 'schedule' | 'journey'; nodeKey: string | null; event: EventInHand; hops: number }>
  /** Something became of a message. */
  | Row<'outcome', { messageId: number; outcome: string; happened: number }>
  | Row<'answer', { progressId: number; visit: number; answer: Answer }>
  /** What a pause parked goes on, at once or at `dueAt`, or is canceled. */
  | Row<'rearm', { progressId: number; dueAt: number | null; isTooLate?: boolean | undefined }>
  | Row<'cancel', { progressId: number; reason: string }>
  | Row<'leave', { journeyId: number; reason: string }>
  /** A passage in ERROR goes on: at the node that failed once more, past it, or at `nodeKey`. */
  | Row<'retry', { progressId: number; skips: boolean; nodeKey?: string | undefined }>
  /** A passage in ERROR is given up. */
  | Row<'exit', { progressId: number; reason: string }>
  /** A passage goes over to a later version, as `moves` says for where it stands. `moveId`: what counts it. */
  | Row<'move', { progressId: number; versionId: number; moves: Moves; moveId: number | null }>

/** A passage as it was when the tick began. `id` is null for one that the tick opened: ids are made at the edge. */
export type Passage = {
  id: number | null
  journeyId: number
  versionId: number
  lane: Lane
  entryKey: string
  nodeKey: string | null
  status: ProgressStatus
  /** Why it is over. */
  reason: string | null
  visits: number
  rowVersion: number
  parkedDueAt: number | null
  /** Its timer, epoch ms; null where none is armed. */
  dueAt: number | null
  rest: Rest | null
  /** The node that an ERROR happened at. */
  failedAt: string | null
  variables: Bag
  enteredAt: number
  convertedAt: number | null
  entry: EventInHand
}

/** Whether a member is in a segment, since when, and when that can change with nothing happening. Epoch ms. */
export type Membership = { isIn: boolean; since: number; changesAt: number | null }

/** A message that an outcome in this tick is about. */
export type MessageKnown = {
  channel: Channel
  journeyId: number | null
  nodeKey: string | null
  progressId: number | null
  template: string | null
}

/** One member's share of a tick: its rows in order, and what is known of it without asking. */
export type MemberWork = {
  member: MemberFacts
  /** Used when the member has no zone of its own. */
  workspaceZone: string
  rows: readonly StreamRow[]
  /** Those that timers and commands name, and those that wait for something these rows bring. */
  passages: readonly Passage[]
  /** By segment id. */
  segments: ReadonlyMap<number, Membership>
  /** When the member's own timer is due, epoch ms. */
  wakeAt: number | null
  /** Whether segments and dates were ever reckoned for this member. */
  isAssessed: boolean
  /** Messages that the rows tell about, by id. */
  messages: ReadonlyMap<number, MessageKnown>
  /** When a passage that is about to be moved came to where it rests, by progress id, epoch ms. */
  arrivals?: ReadonlyMap<number, number>
}

/** Journeys, plans and segments, the same for every member of a workspace. */
export type World = {
  now: number
  /** Journeys of the member's workspace that are ONGOING and have a trigger listening to this event, by id. */
  listening(eventName: string): readonly LiveJourney[]
  /** Journeys that are not over and whose exits or goal look at this, a name made by `awaited`. */
  closing(awaitedName: string): readonly LiveJourney[]
  journey(id: number): LiveJourney | undefined
  plan(versionId: number): Plan | undefined
  /** Every segment of the workspace. */
  segments: readonly LiveSegment[]
  /** Journeys that are ONGOING and start on a date of the member. */
  dated: readonly LiveJourney[]
}

/** What is known of one member's history, as of the tick's start. A question that has no answer here is asked. */
export type Known = {
  /** By leafKey. `firstAt`: own time of the first event counted, epoch ms. */
  counts: Map<string, { count: number; firstAt: number | null }>
  /** By messageKey: the messages counted, each with when it came to its outcome. */
  messages: Map<string, Map<number, number>>
  /** By reachKey. */
  reach: Map<string, Reach>
  /** By pastKey. */
  past: Map<string, PastPassages>
  /** Journeys whose open passages, and latest one, are among the passages. */
  passagesOf: Set<number>
}
export const nothingKnown = (): Known => ({
  counts: new Map(),
  messages: new Map(),
  reach: new Map(),
  past: new Map(),
  passagesOf: new Set(),
})

/** For whoever has asked nothing yet. Never changed. */
export const NOTHING_KNOWN: Known = nothingKnown()

export type PastPassages = { total: number; open: number; lastEnteredAt: number | null; hasKey: boolean }
export type PastQuestion = { journeyId: number; entryKey: string | null }
export const pastKey = ({ journeyId, entryKey }: PastQuestion) => `${journeyId} ${entryKey ?? ''}`

/** A leaf with `node` counts the messages of one passage. */
export type MessageQuestion = { leaf: MessageLeaf; progressId: number | null }
export const messageKey = ({ leaf, progressId }: MessageQuestion) =>
  leaf.message.node === undefined ? leafKey(leaf) : `${progressId} ${leafKey(leaf)}`

/** Whether a channel reaches the member at the address they have by now: a row of the same tick may have brought it. */
export type ReachQuestion = { channel: Channel; address: string | null }
export const reachKey = ({ channel, address }: ReachQuestion) => `${channel} ${address ?? ''}`

export type Unknown = {
  events: EventLeaf[]
  messages: MessageQuestion[]
  channels: ReachQuestion[]
  past: PastQuestion[]
  /** Journeys whose open and latest passages are needed. */
  passagesOf: number[]
}
// Written out: it is asked for every member.
export const isAsking = ({ events, messages, channels, past, passagesOf }: Unknown): boolean =>
  events.length > 0 || messages.length > 0 || channels.length > 0 || past.length > 0 || passagesOf.length > 0

/**
 * What becomes of one passage. `dueAt`: its timer; null where it has none, being over or parked. `firedAt`: its timer was
 * due in this tick and is gone with its row.
 */
export type PassageChange = {
  passage: Passage
  versionId: number
  nodeKey: string | null
  status: ProgressStatus
  reason: string | null
  visits: number
  parkedDueAt: number | null
  dueAt: number | null
  hasFired: boolean
  rest: Rest | null
  failedAt: string | null
  variables: Bag
  convertedAt: number | null
  revenue: number
  /** Whether it was over in ERROR and is open again. */
  isReopened: boolean
  walk: Visit[]
  messages: MessageIntent[]
  effects: VisitEffect[]
}

/** What is set on the member, null removing, and what each row changed: name -> [before, after], null where there is none. */
export type AttributeChange = {
  set: Bag
  /** As columns, where they are among what is set. */
  email: string | null
  timeZone: string | null
  history: { causeId: number; at: number; changes: { [name: string]: [Json, Json] } }[]
}

/** What this tick made of a segment for the member. `flips`: each time that it went in or out, in order. */
export type SegmentChange = { segmentId: number; membership: Membership; flips: { at: number; isIn: boolean }[] }

/** A trigger matched, and the journey did not let the member in. */
export type Refusal = { journeyId: number; nodeKey: string; at: number; event: EventInHand; because: EntryRefusal | 'loop'; saw: Saw[] }

export type Applied = {
  changes: PassageChange[]
  attributes: AttributeChange | null
  segments: SegmentChange[]
  /** The member's own timer after the tick; undefined where that is as before. */
  wakeAt: number | null | undefined
  refusals: Refusal[]
  /** Passages that a publish took along (`moveId`), or out of the journey. */
  moved: { moveId: number; left: boolean }[]
  /** Effects for the inbox, in order: events of the member, entries into and leaves of other journeys. */
  sent: { effect: Exclude<VisitEffect, { do: 'change' | 'expose' }>; lane: Lane; hops: number; journeyId: number }[]
  /** Arms of experiments that the member took. */
  exposed: { journeyId: number; nodeKey: string; arm: string; salt: string }[]
}
