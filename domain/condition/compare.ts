import type { Json } from '#domain/engine/types.ts'
import type { Duration } from '#domain/time/duration.ts'
import { instantOf } from '#domain/time/instant.ts'
import { addDuration } from '#domain/time/zone.ts'
import type { Operand, Operator } from './document.ts'
import { globMatches } from './glob.ts'

/**
 * What each operator means. A value that is missing or null is "unset".
 *
 * | operator | holds when |
 * | --- | --- |
 * | equals | both are the same number (a numeric string counts as its number when the other side is a number), the same string to the letter, the same boolean ("true" and "false" count), the same list, or one is unset and the other null |
 * | gt gte lt lte, between | both are numbers or numeric strings; else both are instants. `between` includes its ends |
 * | in | it equals one of the list |
 * | contains | a list with an element that equals it; a string with that part, to the letter |
 * | starts_with ends_with | strings, to the letter |
 * | matches | a string as a whole fits a pattern where * is any run and ? any one character, case ignored |
 * | is_set | neither missing nor null; "", 0, false and [] are set |
 * | before after | both are instants (domain/time/instant.ts) |
 * | within_last | it is an instant, not in the future, and less than the duration ago, by the calendar of the zone |
 * | not_… , is_not_set | the opposite of the operator it names, so they hold for what is unset |
 *
 * What cannot be compared does not hold. Nothing throws.
 */
export type Clock = { now: number; timeZone: string }
/** `changesAt`: when the answer can change with nothing happening (epoch ms), or null. */
export type Comparison = { held: boolean; changesAt: number | null }
type Value = Json | undefined

export const opposites = {
  not_equals: 'equals',
  not_in: 'in',
  not_contains: 'contains',
  is_not_set: 'is_set',
  not_within_last: 'within_last',
} as const satisfies Partial<Record<Operator, Operator>>
type Negative = keyof typeof opposites
type Positive = Exclude<Operator, Negative>

export const isNegative = (operator: Operator): operator is Negative => Object.hasOwn(opposites, operator)

export function compare(actual: Value, operator: Operator, expected: Operand | undefined, clock: Clock): Comparison {
  if (!isNegative(operator)) return holds(actual, operator, expected, clock)
  const { held, changesAt } = holds(actual, opposites[operator], expected, clock)
  return { held: !held, changesAt }
}

function holds(actual: Value, operator: Positive, expected: Operand | undefined, clock: Clock): Comparison {
  if (operator === 'within_last') return withinLast(actual, expected, clock)
  return { held: still(actual, operator, expected, clock), changesAt: null }
}

function still(actual: Value, operator: Exclude<Positive, 'within_last'>, expected: Operand | undefined, clock: Clock): boolean {
  switch (operator) {
    case 'is_set':
      return actual !== undefined && actual !== null
    case 'equals':
      return same(actual, expected)
    case 'in':
      return Array.isArray(expected) && expected.some((one) => same(actual, one))
    case 'contains':
      return contains(actual, expected)
    case 'starts_with':
      return typeof actual === 'string' && typeof expected === 'string' && actual.startsWith(expected)
    case 'ends_with':
      return typeof actual === 'string' && typeof expected === 'string' && actual.endsWith(expected)
    case 'matches':
      return typeof actual === 'string' && typeof expected === 'string' && globMatches(expected, actual)
    case 'gt':
      return ordered(actual, expected, clock, (a, b) => a > b)
    case 'gte':
      return ordered(actual, expected, clock, (a, b) => a >= b)
    case 'lt':
      return ordered(actual, expected, clock, (a, b) => a < b)
    case 'lte':
      return ordered(actual, expected, clock, (a, b) => a <= b)
    case 'between':
      return (
        Array.isArray(expected) &&
        expected.length === 2 &&
        ordered(actual, expected[0], clock, (a, b) => a >= b) &&
        ordered(actual, expected[1], clock, (a, b) => a <= b)
      )
    case 'before':
      return bothInstants(actual, expected, clock, (a, b) => a < b)
    case 'after':
      return bothInstants(actual, expected, clock, (a, b) => a > b)
  }
}

const NUMERIC = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/

/** A number, or a string that spells one; else null. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value.length > 40 || !NUMERIC.test(value)) return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}

function same(actual: Value, expected: Operand | undefined): boolean {
  if (actual === undefined || actual === null) return expected === null
  if (typeof actual === 'string' && typeof expected === 'string') return actual === expected
  if (typeof actual === 'number' || typeof expected === 'number') return sameNumber(actual, expected)
  if (typeof actual === 'boolean' || typeof expected === 'boolean') return spells(actual) !== null && spells(actual) === spells(expected)
  if (!Array.isArray(actual) || !Array.isArray(expected)) return false
  return actual.length === expected.length && actual.every((one, index) => same(one, expected[index]))
}

function sameNumber(actual: Value, expected: Operand | undefined): boolean {
  const [a, b] = [numberOf(actual), numberOf(expected)]
  return a !== null && a === b
}

const spells = (value: unknown) => (typeof value === 'boolean' || typeof value === 'string' ? String(value) : null)

function contains(actual: Value, expected: Operand | undefined): boolean {
  if (Array.isArray(actual)) return actual.some((one) => same(one, expected))
  return typeof actual === 'string' && typeof expected === 'string' && actual.includes(expected)
}

type Order = (a: number, b: number) => boolean

function ordered(actual: Value, expected: Operand | undefined, clock: Clock, order: Order): boolean {
  const [a, b] = [numberOf(actual), numberOf(expected)]
  if (a !== null && b !== null) return order(a, b)
  if (typeof actual === 'string' && typeof expected === 'string') return bothInstants(actual, expected, clock, order)
  return false
}

function bothInstants(actual: Value, expected: Operand | undefined, { timeZone }: Clock, order: Order): boolean {
  const [a, b] = [instantOf(actual, timeZone), instantOf(expected, timeZone)]
  return a !== null && b !== null && order(a, b)
}

function withinLast(actual: Value, expected: Operand | undefined, { now, timeZone }: Clock): Comparison {
  const at = isDuration(expected) ? instantOf(actual, timeZone) : null
  if (at === null || !isDuration(expected)) return { held: false, changesAt: null }
  if (at > now) return { held: false, changesAt: at }
  const until = addDuration(at, expected, timeZone)
  return now < until ? { held: true, changesAt: until } : { held: false, changesAt: null }
}

export function isDuration(value: Operand | undefined): value is Duration {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
