import { instantSchema } from '#domain/api/common.ts'
import type { Text } from '#domain/text.ts'
import { timeOfDaySchema } from '#domain/time/calendar.ts'
import { durationProblems, problem } from './check.ts'
import type { SettingsProblem } from './definition.ts'
import { durationValues, isObject, textOf } from './phrase.ts'
import { WAIT_MS_MAX } from './timeout.ts'

/** Sentences and checks of what is set to a date, an attribute's or its own. They take drafts. */

type Draft = Record<string, unknown>
const isTime = (value: unknown) => timeOfDaySchema.safeParse(value).success

/** "3 days before birthday at 09:00" */
export function datePhrase(prefix: string, { attribute, offset, direction, time }: Draft): Text {
  const name = textOf(attribute)
  if (name === '') return { key: `${prefix}.summaryEmpty` }
  const values = { attribute: name, time: textOf(time) || 'none' }
  const length = durationValues(offset)
  if (Object.values(length).every((part) => part === 0)) return { key: `${prefix}.summaryOn`, values }
  return { key: `${prefix}.summaryShifted`, values: { ...values, ...length, direction: textOf(direction) } }
}

export function dateProblems({ attribute, offset, time }: Draft): SettingsProblem[] {
  const long = offset === undefined ? [] : durationProblems(offset, '/offset', WAIT_MS_MAX)
  return [
    ...(textOf(attribute) === '' ? [problem('attributeMissing', '/attribute')] : []),
    ...long.filter(({ code }) => code !== 'durationEmpty'),
    ...(time === undefined || isTime(time) ? [] : [problem('timeInvalid', '/time')]),
  ]
}

export function untilPhrase(draft: Draft): Text {
  const prefix = 'nodes.rule.wait_until'
  if (isObject(draft.window)) return windowPhrase(prefix, draft.window)
  if ('attribute' in draft) return datePhrase(prefix, draft)
  const at = textOf(draft.at)
  // As it is written: a card is the same in every zone.
  return at === ''
    ? { key: `${prefix}.summaryEmpty` }
    : { key: `${prefix}.summaryAt`, values: { at: at.replace('T', ' ').replace(/:00(?:\.0+)?Z$/, ' UTC') } }
}

function windowPhrase(prefix: string, { days, from, to }: Draft): Text {
  const named = new Set(Array.isArray(days) ? days : [])
  const isWorkWeek = named.size === 5 && [1, 2, 3, 4, 5].every((day) => named.has(day))
  const when = named.size === 7 ? 'all' : isWorkWeek ? 'work' : 'some'
  return { key: `${prefix}.summaryWindow`, values: { when, count: named.size, from: textOf(from), to: textOf(to) } }
}

export function untilProblems(draft: Draft): SettingsProblem[] {
  if (isObject(draft.window)) return windowProblems(draft.window)
  if ('attribute' in draft) return dateProblems(draft)
  return instantSchema.safeParse(draft.at).success ? [] : [problem('instantMissing', '/at')]
}

const windowProblems = ({ days, from, to }: Draft): SettingsProblem[] => [
  ...(Array.isArray(days) && days.length > 0 ? [] : [problem('daysMissing', '/window/days')]),
  ...(isTime(from) ? [] : [problem('timeInvalid', '/window/from')]),
  ...(isTime(to) ? [] : [problem('timeInvalid', '/window/to')]),
]
