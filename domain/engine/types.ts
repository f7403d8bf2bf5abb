import type { EventLeaf } from '#domain/condition/document.ts'
import type { Saw } from '#domain/condition/evaluation.ts'
import type { JourneySettings } from '#domain/journey/settings.ts'
import type { NodeKind } from '#domain/nodes/kinds.ts'
import type { MessageRequest } from './decision.ts'

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
  /** Attributes and event leaves that a walk or an entry may look at: a tick loads no others. */
  reads: { attributes: readonly string[]; events: readonly EventLeaf[] }
}
export type PlanNode = {
  key: string
  kind: NodeKind
  /** Parsed by the kind's strict settings schema. */
  settings: unknown
  /** outlet -> key of the target; a missing outlet ends the progress. */
  targets: ReadonlyMap<string, string>
}

export type MemberFacts = {
  id: number
  userId: string | null
  /** IANA: the member's own, else the workspace's. null or unknown: UTC. */
  timeZone: string | null
  attributes: { [key: string]: Json }
}

/** The event that a passage began with, or that is being applied. `at` is the event's own time, epoch ms. */
export type EventInHand = { id: number; name: string; at: number; properties: { [key: string]: Json } }

/** History as far as it is known. `undefined`: not fetched yet, so the decision asks. */
export interface Facts {
  count(leaf: EventLeaf): number | undefined
  /** The earliest instant at which an event counted by a leaf with `within` leaves the window, null when none will. */
  nextExpiry(leaf: EventLeaf): number | null
}

export type Standing = {
  nodeKey: string
  status: ProgressStatus
  /** Visits made so far; a visit's number is this plus one. */
  visits: number
  entry: EventInHand
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

/**
 * What should be true after a walk. `nodeKey` is null once over. `dueAt` is epoch ms, set exactly when WAITING. The last
 * line of `walk` names the node it came to rest or ended at; its outlet is null unless that outlet was open.
 */
export type Walked = {
  nodeKey: string | null
  status: Extract<ProgressStatus, 'WAITING' | 'ENDED' | 'ERROR'>
  dueAt: number | null
  reason: string | null
  visits: number
  walk: Visit[]
  messages: MessageIntent[]
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
}
