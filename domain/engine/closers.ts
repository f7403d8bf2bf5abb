import { readsOf } from '#domain/condition/reads.ts'
import type { JourneySettings } from '#domain/journey/settings.ts'
import { definitionOf } from '#domain/nodes/registry.ts'
import { awaited, awaitsOf } from './awaited.ts'
import type { Plan } from './types.ts'

/** What the exits and the goal of a journey look at, as names made by `awaited`, each once. */
export function closersOf({ exits, goal }: JourneySettings): Set<string> {
  const names = exits.flatMap((exit) => ('event' in exit ? [awaited.event(exit.event)] : awaitsOf(readsOf(exit.condition))))
  return new Set(goal ? [...names, awaited.event(goal.event)] : names)
}

/** Whether members enter on a date of theirs. */
export const startsOnDates = (plan: Plan): boolean =>
  plan.triggers.some((key) => {
    const node = plan.nodes.get(key)
    return node !== undefined && definitionOf(node.kind).trigger?.nextAt !== undefined
  })
