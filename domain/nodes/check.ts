import { isSystemEvent } from '#domain/event/system.ts'
import { windowMs } from '#domain/time/zone.ts'
import type { CheckContext, SettingsProblem } from './definition.ts'
import { durationValues, textOf } from './phrase.ts'

/** Checks that several kinds share. They take drafts, whose settings may be unfinished. */

export const problem = (code: string, pointer: string, values?: SettingsProblem['values']): SettingsProblem => ({
  code,
  severity: 'problem',
  pointer,
  ...(values && { values }),
})

export function eventNameProblems(name: unknown, pointer: string, { eventNames }: CheckContext): SettingsProblem[] {
  const event = textOf(name)
  if (event === '') return [problem('eventMissing', pointer)]
  if (!eventNames || eventNames.has(event) || isSystemEvent(event)) return []
  return [{ code: 'eventUnknown', severity: 'warning', pointer, values: { event } }]
}

export function durationProblems(duration: unknown, pointer: string, msMax: number): SettingsProblem[] {
  const ms = windowMs(durationValues(duration))
  if (ms <= 0) return [problem('durationEmpty', pointer)]
  return ms > msMax ? [problem('durationTooLong', pointer, { years: Math.floor(msMax / (365 * 86_400_000)) })] : []
}

export function liquidProblems(kind: 'text' | 'html', text: string, pointer: string, { liquidFault }: CheckContext): SettingsProblem[] {
  const fault = liquidFault?.(kind, text)
  return fault ? [problem('liquidInvalid', pointer, fault)] : []
}
