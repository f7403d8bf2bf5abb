import * as z from 'zod'

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
