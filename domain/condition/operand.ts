import { instantOf } from '#domain/time/instant.ts'
import { numberOf } from './compare.ts'
import type { Operator } from './document.ts'
import { PATTERN_MAX } from './glob.ts'

/** What an operator wants to be compared with. */
export const operandKinds = {
  equals: 'scalar',
  not_equals: 'scalar',
  gt: 'ordered',
  gte: 'ordered',
  lt: 'ordered',
  lte: 'ordered',
  between: 'pair',
  in: 'list',
  not_in: 'list',
  contains: 'scalar',
  not_contains: 'scalar',
  starts_with: 'text',
  ends_with: 'text',
  matches: 'pattern',
  is_set: 'nothing',
  is_not_set: 'nothing',
  before: 'instant',
  after: 'instant',
  within_last: 'duration',
  not_within_last: 'duration',
} as const satisfies Record<Operator, string>
export type OperandKind = (typeof operandKinds)[Operator]

/** What is wrong with an operand, as the code of a problem; null when it fits. */
export function operandFault(operator: Operator, value: unknown): string | null {
  const kind = operandKinds[operator]
  if (kind === 'nothing') return null
  if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return 'operandMissing'
  if (fits[kind](value)) return kind === 'pattern' && String(value).length > PATTERN_MAX ? 'patternTooLong' : null
  return kind === 'duration' ? 'durationEmpty' : 'operandUnfit'
}

const isOrdered = (value: unknown) => numberOf(value) !== null || (typeof value === 'string' && isInstant(value))
const isInstant = (value: unknown) => instantOf(value, 'UTC') !== null
const isDurationLike = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).some((part) => typeof part === 'number' && part > 0)

const fits: Record<Exclude<OperandKind, 'nothing'>, (value: unknown) => boolean> = {
  scalar: (value) => typeof value !== 'object' || value === null || Array.isArray(value),
  ordered: isOrdered,
  pair: (value) => Array.isArray(value) && value.length === 2 && value.every(isOrdered),
  list: Array.isArray,
  text: (value) => typeof value === 'string',
  pattern: (value) => typeof value === 'string',
  instant: isInstant,
  duration: isDurationLike,
}
