import { messageOutcomes, type Operator, operators } from '#domain/condition/document.ts'
import { operandFault } from '#domain/condition/operand.ts'
import { durationProblems, eventNameProblems, problem } from './check.ts'
import type { CheckContext, SettingsProblem } from './definition.ts'
import { isObject, textOf } from './phrase.ts'

/** Deeper than anyone draws; what comes deeper is refused before it costs anything. */
const DEPTH_MAX = 20
const WINDOW_MS_MAX = 10 * 366 * 86_400_000

type Draft = Record<string, unknown>
type Check = { context: CheckContext; leaf(leaf: Draft, pointer: string, check: Check): SettingsProblem[] }

/** Problems of a condition on the member; it must ask something. */
export function conditionProblems(condition: unknown, pointer: string, context: CheckContext): SettingsProblem[] {
  if (isEmpty(condition)) return [problem('conditionEmpty', pointer)]
  return partProblems(condition, pointer, 0, { context, leaf: memberLeafProblems })
}

/** Problems of a condition on an event's properties; an empty one lets every event through. */
export function propertyConditionProblems(condition: unknown, pointer: string): SettingsProblem[] {
  return isEmpty(condition) ? [] : partProblems(condition, pointer, 0, { context: { templateKeys: new Set() }, leaf: propertyLeafProblems })
}

const isOperator = (value: unknown): value is Operator => operators.some((operator) => operator === value)

const groupKinds = ['all', 'any', 'none'] as const
function groupOf(condition: Draft): { kind: string; parts: unknown[] } | null {
  for (const kind of groupKinds) {
    const parts = condition[kind]
    if (Array.isArray(parts)) return { kind, parts }
  }
  return null
}

const isEmpty = (condition: unknown) =>
  condition === undefined || condition === null || (isObject(condition) && groupOf(condition)?.parts.length === 0)

function partProblems(part: unknown, pointer: string, depth: number, check: Check): SettingsProblem[] {
  if (!isObject(part)) return [problem('conditionInvalid', pointer)]
  if (depth > DEPTH_MAX) return [problem('conditionTooDeep', pointer, { depth: DEPTH_MAX })]
  const group = groupOf(part)
  if (!group) return check.leaf(part, pointer, check)
  if (group.parts.length === 0) return [problem('groupEmpty', pointer)]
  return group.parts.flatMap((inner, index) => partProblems(inner, `${pointer}/${group.kind}/${index}`, depth + 1, check))
}

function memberLeafProblems(leaf: Draft, pointer: string, { context }: Check): SettingsProblem[] {
  if ('event' in leaf) return eventLeafProblems(leaf, pointer, context)
  if ('attribute' in leaf) return comparisonProblems(leaf, 'attribute', pointer)
  if ('segment' in leaf) return segmentLeafProblems(leaf, pointer, context)
  if (isObject(leaf.message)) return messageLeafProblems(leaf, leaf.message, pointer)
  return [problem('conditionInvalid', pointer)]
}

function segmentLeafProblems({ segment }: Draft, pointer: string, { segmentKeys }: CheckContext): SettingsProblem[] {
  const key = textOf(segment)
  if (key === '') return [problem('segmentMissing', `${pointer}/segment`)]
  return segmentKeys && !segmentKeys.has(key) ? [problem('segmentUnknown', `${pointer}/segment`, { segment: key })] : []
}

/** A template that is gone may have been sent before, so its name is not checked. */
function messageLeafProblems(leaf: Draft, message: Draft, pointer: string): SettingsProblem[] {
  return [
    ...(messageOutcomes.some((outcome) => outcome === message.outcome) ? [] : [problem('conditionInvalid', pointer)]),
    ...(leaf.within === undefined ? [] : durationProblems(leaf.within, `${pointer}/within`, WINDOW_MS_MAX)),
    ...countProblems(leaf.count, `${pointer}/count`),
  ]
}

function propertyLeafProblems(leaf: Draft, pointer: string): SettingsProblem[] {
  return 'property' in leaf ? comparisonProblems(leaf, 'property', pointer) : [problem('conditionInvalid', pointer)]
}

function comparisonProblems(leaf: Draft, subject: 'attribute' | 'property', pointer: string): SettingsProblem[] {
  const name = textOf(leaf[subject])
  if (name === '') return [problem(`${subject}Missing`, `${pointer}/${subject}`)]
  return operandProblems(leaf, name, pointer)
}

/** Problems of how something called `name` is compared, and with what. */
export function operandProblems(comparison: unknown, name: string, pointer: string): SettingsProblem[] {
  const { operator, value } = isObject(comparison) ? comparison : {}
  if (!isOperator(operator)) return [problem('operatorMissing', `${pointer}/operator`, { name })]
  const fault = operandFault(operator, value)
  return fault ? [problem(fault, `${pointer}/value`, { name, operator })] : []
}

function eventLeafProblems(leaf: Draft, pointer: string, context: CheckContext): SettingsProblem[] {
  return [
    ...eventNameProblems(leaf.event, `${pointer}/event`, context),
    ...(leaf.where === undefined ? [] : propertyConditionProblems(leaf.where, `${pointer}/where`)),
    ...(leaf.within === undefined ? [] : durationProblems(leaf.within, `${pointer}/within`, WINDOW_MS_MAX)),
    ...countProblems(leaf.count, `${pointer}/count`),
  ]
}

function countProblems(count: unknown, pointer: string): SettingsProblem[] {
  if (count === undefined) return []
  const value = isObject(count) ? count.value : undefined
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? [] : [problem('countMissing', `${pointer}/value`)]
}
