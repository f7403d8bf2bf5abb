import type { Reads } from '#domain/condition/evaluation.ts'
import type { Decision } from './decision.ts'
import type { PlanNode } from './types.ts'

/**
 * What can ask a resting passage again, as names: a row of engine.subscription each. `message` is whatever becomes of any
 * message of the member.
 */
export const awaited = {
  event: (name: string) => `event ${name}`,
  attribute: (name: string) => `attribute ${name}`,
  segment: (key: string) => `segment ${key}`,
  message: 'message',
} as const

export const awaitsOf = ({ attributes, events, segments, messages }: Reads): string[] => [
  ...events.map(awaited.event),
  ...attributes.map(awaited.attribute),
  ...segments.map(awaited.segment),
  ...(messages ? [awaited.message] : []),
]

/** What a member who comes to rest at a node waits for: what the node does, and the goals ahead. Each once, in order. */
export function awaitedBy(decision: Decision, { awaits }: Pick<PlanNode, 'awaits'>): readonly string[] {
  if (decision.does === 'waitFor') return [...new Set([...decision.events.map(awaited.event), ...awaits])]
  if (decision.does === 'waitUntil') return [...new Set([...awaitsOf(decision.reads), ...awaits])]
  return awaits
}
