import type { Condition, EventLeaf, MessageLeaf } from '#domain/condition/document.ts'
import type { Reads, Saw } from '#domain/condition/evaluation.ts'
import type { JourneySettings } from '#domain/journey/settings.ts'
import type { Channel } from '#domain/message/channel.ts'
import type { NodeKind } from '#domain/nodes/kinds.ts'
import type { Cause, Effect, MessageRequest } from './decision.ts'

export type ProgressStatus = 'READY' | 'RUNNING' | 'WAITING' | 'ENDED' | 'CANCELED' | 'ERROR'

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** A published graph, compiled for walking: settings are parsed, targets resolved. */
export type Plan = {
  journeyId: number
  workspaceId: number
  versionId: number
  nodes: ReadonlyMap<string, PlanNode>
  /** Keys of the trigger nodes, in document order. */
  triggers: readonly string[]
  /** Event name -> the triggers that listen to it, in document order. */
  listeners: ReadonlyMap<string, readonly string[]>
  /** Names of attributes that a walk or an entry may look at or write, ALL_ATTRIBUTES where they are not known: a tick loads no others. */
  attributes: readonly string[]
}
/** In the place of a name: every attribute there is. */
export const ALL_ATTRIBUTES = '*'
export type PlanNode = {
  key: string
  kind: NodeKind
  /** Parsed by the kind's strict settings schema. */
  settings: unknown
  /** outlet -> key of the target; a missing outlet ends the progress. */
  targets: ReadonlyMap<string, string>
  /** Goal nodes that lie ahead of this one, nearest first: reached, they pull a member who rests here forward. */
  goals: readonly string[]
  /** What those goals wait for (domain/engine/awaited.ts). */
  awaits: readonly string[]
}

export type MemberFacts = {
  id: number
  userId: string | null
  /** IANA: the member's own, else the workspace's. null or unknown: UTC. */
  timeZone: string | null
  attributes: { [key: string]: Json }
}

/**
 * The event that a passage began with, or that is being applied. `at` is its own time, epoch ms. `id` is the inbox row's;
 * `part` tells happenings apart that one row brought about (a change of attributes, of a segment, what became of a message),
 * and is 0 for the event itself.
 */
export type EventInHand = { id: number; part?: number; name: string; at: number; properties: { [key: string]: Json } }

/** Whether a channel reaches a member now, and why not. */
export type Reach = { ok: boolean; because: string | null }

/** History as far as it is known. `undefined`: not fetched yet, so the decision asks. */
export interface Facts {
  count(leaf: EventLeaf): number | undefined
  /** The earliest instant at which an event counted by a leaf with `within` leaves the window, null when none will. */
  nextExpiry(leaf: EventLeaf): number | null
  /** Messages of the member that a leaf counts. */
  messages(leaf: MessageLeaf): number | undefined
  /** As nextExpiry, for messages. */
  nextMessageExpiry(leaf: MessageLeaf): number | null
  /** Whether the member is in the segment with this key; always known, and false where there is no such segment. */
  inSegment(key: string): boolean
  reach(channel: Channel): Reach | undefined
}

/** What a rest remembers: null for a plain wait, whose timer says it all. Instants are epoch ms. */
export type Rest = {
  /** When the member came to this node. */
  since: number
  /** When the wait ends at the latest; its timer may be earlier. */
  until: number
  /** What asks the node again: names made by `awaited`. */
  awaits: readonly string[]
  /** What would have ended the wait while the journey was paused. */
  parked?: { at: number; cause: Cause } | undefined
}

export type Standing = {
  nodeKey: string
  status: ProgressStatus
  /** Visits made so far; a visit's number is this plus one. */
  visits: number
  entry: EventInHand
  /** When the passage began, epoch ms. */
  enteredAt: number
  rest: Rest | null
  /** Set along the way; Liquid sees them as `journey`. */
  variables: { [key: string]: Json }
}

/**
 * One line of a walk. A node that stops the walk has no outlet on arrival; leaving it is the first line of the next walk,
 * with the same `number` and `arrived: false`.
 */
export type Visit = {
  number: number
  nodeKey: string
  outlet: string | null
  arrived: boolean
  outcome: 'success' | 'skip' | 'error'
  reason?: string
  saw?: Saw[]
}
export type MessageIntent = MessageRequest & { visit: number; nodeKey: string }
export type VisitEffect = Effect & { visit: number; nodeKey: string }

/**
 * What should be true after a walk. `nodeKey` is null once over. `dueAt` is epoch ms, set exactly when WAITING or RUNNING.
 * The last line of `walk` names the node it came to rest or ended at; its outlet is null unless that outlet was open.
 * `failedAt` is the node of an ERROR. An empty `walk`: the member goes on resting where it was.
 */
export type Walked = {
  nodeKey: string | null
  status: Extract<ProgressStatus, 'RUNNING' | 'WAITING' | 'ENDED' | 'ERROR'>
  dueAt: number | null
  rest: Rest | null
  reason: string | null
  visits: number
  walk: Visit[]
  messages: MessageIntent[]
  effects: VisitEffect[]
  variables: { [key: string]: Json }
}

/** A journey as a tick sees it: settings act at once, so they are apart from the plan. */
export type LiveJourney = {
  id: number
  workspaceId: number
  status: 'ONGOING' | 'PAUSED' | 'ENDED'
  /** Once ENDED: passages inside go on to their end; otherwise they are canceled. */
  drains: boolean
  settings: JourneySettings
  /** The plan new passages follow. */
  plan: Plan
  /** Node key of an experiment -> the arm that won. */
  winners: ReadonlyMap<string, string>
}

/** A stored condition over members, as a tick sees it. */
export type LiveSegment = { id: number; key: string; condition: Condition; reads: Reads }
