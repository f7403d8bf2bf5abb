import type { Text } from '#domain/text.ts'

/** The sentences of cards are made from drafts, whose settings may be unfinished: everything here takes unknowns. */

export const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const units = ['months', 'weeks', 'days', 'hours', 'minutes', 'seconds'] as const

/** The parts of a duration as values of a sentence, zero where it has none. */
export function durationValues(duration: unknown): Record<(typeof units)[number], number> {
  const part = (unit: string) => {
    const value = isObject(duration) ? duration[unit] : 0
    return typeof value === 'number' ? value : 0
  }
  return {
    months: part('months'),
    weeks: part('weeks'),
    days: part('days'),
    hours: part('hours'),
    minutes: part('minutes'),
    seconds: part('seconds'),
  }
}

const isNothing = (duration: unknown) => Object.values(durationValues(duration)).every((part) => part === 0)

export function durationPhrase(prefix: string, duration: unknown): Text {
  return isNothing(duration) ? { key: `${prefix}.summaryEmpty` } : { key: `${prefix}.summary`, values: durationValues(duration) }
}

/** "Order Completed", "Order Completed, revenue at least 20", "Order Completed, 2 filters". */
export function propertyPhrase(prefix: string, event: unknown, filter: unknown): Text {
  const name = textOf(event)
  if (name === '') return { key: `${prefix}.summaryEmpty` }
  const leaves = leavesIn(filter)
  const [only] = leaves
  if (!only) return { key: `${prefix}.summary`, values: { event: name } }
  if (leaves.length > 1 || negates(filter)) return { key: `${prefix}.summaryFilters`, values: { event: name, count: leaves.length } }
  return { key: `${prefix}.summaryFilter`, values: { event: name, ...comparisonValues(only, only.property) } }
}

/** "plan is vip", "Order Completed at least 3 times", "all of 3 conditions". */
export function conditionPhrase(prefix: string, condition: unknown): Text {
  const leaves = leavesIn(condition)
  const [only] = leaves
  if (!only) return { key: `${prefix}.summaryEmpty` }
  if (leaves.length > 1 || negates(condition))
    return { key: `${prefix}.summaryGroup`, values: { group: kindOf(condition) ?? 'all', count: leaves.length } }
  if ('segment' in only) return { key: `${prefix}.summarySegment`, values: { segment: textOf(only.segment) } }
  if (isObject(only.message)) return messagePhrase(prefix, only, only.message)
  if (!('event' in only)) return { key: `${prefix}.summaryAttribute`, values: comparisonValues(only, only.attribute) }
  const count = isObject(only.count) ? only.count : { operator: 'gte', value: 1 }
  const values = { event: textOf(only.event), operator: textOf(count.operator), count: Number(count.value) || 0 }
  if (isNothing(only.within)) return { key: `${prefix}.summaryEvent`, values }
  return { key: `${prefix}.summaryEventWithin`, values: { ...values, ...durationValues(only.within) } }
}

/** "opened we-miss-you at least 1 time in the last 7 days". */
function messagePhrase(prefix: string, leaf: Record<string, unknown>, message: Record<string, unknown>): Text {
  const count = isObject(leaf.count) ? leaf.count : { operator: 'gte', value: 1 }
  const what = textOf(message.template) || textOf(message.node) || textOf(message.channel) || 'none'
  const values = { outcome: textOf(message.outcome), what, operator: textOf(count.operator), count: Number(count.value) || 0 }
  if (isNothing(leaf.within)) return { key: `${prefix}.summaryMessage`, values }
  return { key: `${prefix}.summaryMessageWithin`, values: { ...values, ...durationValues(leaf.within) } }
}

/** "plan is vip": one comparison of something called `subject`. */
export const comparisonPhrase = (subject: string, comparison: unknown): Text => ({
  key: 'nodes.rule.condition.summaryAttribute',
  values: comparisonValues(isObject(comparison) ? comparison : {}, subject),
})

const groupKinds = ['all', 'any', 'none'] as const
const kindOf = (condition: unknown) => (isObject(condition) ? groupKinds.find((kind) => Array.isArray(condition[kind])) : undefined)

function partsOf(condition: unknown): unknown[] {
  const kind = kindOf(condition)
  const parts = isObject(condition) && kind !== undefined ? condition[kind] : []
  return Array.isArray(parts) ? parts : []
}

const negates = (condition: unknown): boolean => kindOf(condition) === 'none' || partsOf(condition).some(negates)

function leavesIn(condition: unknown): Record<string, unknown>[] {
  if (!isObject(condition)) return []
  if (kindOf(condition) === undefined)
    return ['operator', 'event', 'segment', 'message'].some((name) => name in condition) ? [condition] : []
  return partsOf(condition).flatMap(leavesIn)
}

function comparisonValues(leaf: Record<string, unknown>, subject: unknown) {
  return {
    subject: textOf(subject),
    operator: textOf(leaf.operator),
    value: operandText(leaf.value),
    ...durationValues(leaf.value),
  }
}

function operandText(value: unknown): string {
  if (Array.isArray(value)) return value.map(operandText).join(', ')
  return isObject(value) || value === undefined || value === null ? '' : String(value)
}
