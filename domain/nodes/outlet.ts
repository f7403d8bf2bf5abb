import * as z from 'zod'
import { problem } from './check.ts'
import type { SettingsProblem } from './definition.ts'
import { isObject, textOf } from './phrase.ts'

/** Outlets that a node's settings name. `!` begins departures by none. */
export const outletSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, { error: 'outletInvalid' })

const draftsIn = (items: unknown): Record<string, unknown>[] => (Array.isArray(items) ? items.filter(isObject) : [])

/** The outlets that a draft's items name, in their order, each once, and then `last`. */
export function outletsOf(items: unknown, last: string): string[] {
  const named = draftsIn(items).map(({ outlet }) => textOf(outlet))
  return [...new Set([...named.filter((outlet) => outlet !== '' && outlet !== last), last])]
}

/** For a schema: whether each item has an outlet of its own, and none has `last`. */
export const areApart = (items: readonly { outlet: string }[], last: string): boolean =>
  new Set([...items.map(({ outlet }) => outlet), last]).size === items.length + 1

/** What is wrong with the outlets that a draft's items name. */
export function outletProblems(items: unknown, pointer: string, last: string): SettingsProblem[] {
  if (!Array.isArray(items)) return []
  const seen = new Set([last])
  return items.flatMap((item, at): SettingsProblem[] => {
    const outlet = isObject(item) ? textOf(item.outlet) : ''
    const where = `${pointer}/${at}/outlet`
    if (outlet === '') return [problem('outletMissing', where)]
    if (!outletSchema.safeParse(outlet).success) return [problem('outletInvalid', where, { outlet })]
    if (seen.has(outlet)) return [problem('outletShared', where, { outlet })]
    seen.add(outlet)
    return []
  })
}

/** Names for people: what each item's `field` says, by outlet. */
export function outletNamesFrom(items: unknown, field: string): { [outlet: string]: string } {
  const named = draftsIn(items).map((item) => [textOf(item.outlet), textOf(item[field])] as const)
  return Object.fromEntries(named.filter(([outlet, name]) => outlet !== '' && name !== ''))
}
