import type { Json } from '#domain/engine/types.ts'
import { type Clock, compare } from './compare.ts'
import type { PropertyCondition } from './document.ts'
import { own } from './evaluate.ts'
import type { Saw } from './evaluation.ts'
import { propertyGroupOf } from './groups.ts'
import { glimpse, glimpseOperand } from './saw.ts'

/**
 * Evaluates a condition on an event's properties. `clock.now` is the event's own time, so that the answer for an event
 * never changes. Every leaf is compared and shown.
 */
export function evaluateProperty(
  condition: PropertyCondition,
  properties: { [key: string]: Json },
  clock: Clock,
): { value: boolean; saw: Saw[] } {
  const saw: Saw[] = []
  return { value: look(condition, properties, clock, saw), saw }
}

function look(condition: PropertyCondition, properties: { [key: string]: Json }, clock: Clock, saw: Saw[]): boolean {
  if ('property' in condition) {
    const actual = own(properties, condition.property)
    const { held } = compare(actual, condition.operator, condition.value, clock)
    const { property: subject, operator, value } = condition
    saw.push({ subject, of: 'property', operator, expected: glimpseOperand(value), actual: glimpse(actual), held })
    return held
  }
  const group = propertyGroupOf(condition)
  const values = (group?.parts ?? []).map((part) => look(part, properties, clock, saw))
  if (group?.kind === 'any') return values.some(Boolean)
  return group?.kind === 'none' ? !values.some(Boolean) : values.every(Boolean)
}
