import * as z from 'zod'
import type { Graph } from '#domain/journey/document.ts'

/** What a field wires its control with, as a picker takes it. */
export const pickOf = (wiring: { id: string; 'aria-describedby'?: string | undefined; 'aria-invalid'?: true | undefined }) => ({
  id: wiring.id,
  describedBy: wiring['aria-describedby'],
  invalid: wiring['aria-invalid'] ?? false,
})

/** Readings of a draft's settings, which may hold anything. */

export const textIn = (settings: Record<string, unknown>, name: string): string => {
  const value = settings[name]
  return typeof value === 'string' ? value : ''
}
export const numberIn = (settings: Record<string, unknown>, name: string): number | null => {
  const value = settings[name]
  return typeof value === 'number' ? value : null
}
const numbersSchema = z.record(z.string(), z.number())
const objectSchema = z.record(z.string(), z.unknown())

/** An object setting, null when there is none. */
export const objectIn = (settings: Record<string, unknown>, name: string): Record<string, unknown> | null => {
  const parsed = objectSchema.safeParse(settings[name])
  return parsed.success ? parsed.data : null
}
const textsSchema = z.array(z.string())
/** A list of texts; empty when there is none. */
export const textsIn = (settings: Record<string, unknown>, name: string): string[] => textsSchema.safeParse(settings[name]).data ?? []
/** A duration setting; empty when there is none. */
export const durationIn = (settings: Record<string, unknown>, name: string): Record<string, number> => {
  const parsed = numbersSchema.safeParse(settings[name])
  return parsed.success ? parsed.data : {}
}
/** Without what is undefined: as JSON keeps it. */
export const definedOf = (duration: Record<string, number | undefined>): Record<string, number> => {
  const defined: Record<string, number> = {}
  for (const [unit, amount] of Object.entries(duration)) if (amount !== undefined) defined[unit] = amount
  return defined
}

const objectsSchema = z.array(z.record(z.string(), z.json()))
/** A list of objects; empty when there is none. */
export const objectsIn = (settings: Record<string, unknown>, name: string): z.output<typeof objectsSchema> => {
  const parsed = objectsSchema.safeParse(settings[name])
  return parsed.success ? parsed.data : []
}
/** An outlet that none of these has: happened, happened2, ... Once given it stays, because paths hang on it. */
export function freshOutlet(items: readonly Record<string, unknown>[], first: string): string {
  const taken = new Set(items.map(({ outlet }) => outlet))
  for (let number = 1; ; number++) {
    const outlet = number === 1 ? first : `${first}${number}`
    if (!taken.has(outlet)) return outlet
  }
}

/** As freshOutlet, by letters: a, b, c, ... */
export const freshLetter = (items: readonly Record<string, unknown>[]): string =>
  [...'abcdefghijklmnopqrstuvwxyz'].find((letter) => !items.some(({ outlet }) => outlet === letter)) ?? freshOutlet(items, 'branch')

/** The first event that starts a journey; '' where none does. */
export const entryEventOf = ({ nodes }: Pick<Graph, 'nodes'>): string =>
  nodes.map(({ kind, settings }) => (kind === 'trigger.event' ? textIn(settings, 'event') : '')).find((event) => event !== '') ?? ''
