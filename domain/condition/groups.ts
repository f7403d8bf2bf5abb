import type { GroupKind } from './combine.ts'
import type { Condition, Leaf, PropertyCondition } from './document.ts'

type Group<Of> = { kind: GroupKind; parts: Of[] }

/** The parts of a group, or null for a leaf. */
export function groupOf(condition: Condition): Group<Condition> | null {
  if ('all' in condition) return { kind: 'all', parts: condition.all }
  if ('any' in condition) return { kind: 'any', parts: condition.any }
  if ('none' in condition) return { kind: 'none', parts: condition.none }
  return null
}

/** The same of a condition on an event's properties. */
export function propertyGroupOf(condition: PropertyCondition): Group<PropertyCondition> | null {
  if ('all' in condition) return { kind: 'all', parts: condition.all }
  if ('any' in condition) return { kind: 'any', parts: condition.any }
  if ('none' in condition) return { kind: 'none', parts: condition.none }
  return null
}

/** Every leaf, in document order. */
export function leavesOf(condition: Condition): Leaf[] {
  const group = groupOf(condition)
  if (group) return group.parts.flatMap(leavesOf)
  return 'attribute' in condition || 'event' in condition || 'segment' in condition || 'message' in condition ? [condition] : []
}
