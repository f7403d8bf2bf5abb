import * as z from 'zod'
import type { Json } from '#domain/engine/types.ts'
import { type ValueType, valueTypes } from '#domain/nodes/values.ts'

/** Rows of a form over `{ name: value }` and the types of those that are Liquid (domain/nodes/values.ts). */
export const pairTypes = [...valueTypes, 'json'] as const
export type PairType = (typeof pairTypes)[number]
export type Pair = { name: string; type: PairType; text: string }

const objectSchema = z.record(z.string(), z.unknown())
const jsonSchema = z.json()

export function readPairs(values: unknown, types: unknown): Pair[] {
  const typeOf = objectSchema.safeParse(types).data ?? {}
  return Object.entries(objectSchema.safeParse(values).data ?? {}).map(([name, value]): Pair => {
    if (typeof value === 'string') return { name, type: valueTypes.find((one) => one === typeOf[name]) ?? 'text', text: value }
    if (typeof value === 'number' || typeof value === 'boolean')
      return { name, type: typeof value === 'number' ? 'number' : 'boolean', text: String(value) }
    return { name, type: 'json', text: JSON.stringify(value) ?? '' }
  })
}

/** What is a number, true or false, or JSON is kept as such; anything else stays a text, whose type is kept beside it. */
export function writePairs(pairs: readonly Pair[]): { values: { [name: string]: Json }; types: { [name: string]: ValueType } } {
  const values = new Map<string, Json>()
  const types = new Map<string, ValueType>()
  for (const { name, type, text } of pairs) {
    const value = written(type, text)
    values.set(name, value)
    if (typeof value === 'string' && (type === 'number' || type === 'boolean')) types.set(name, type)
  }
  return { values: Object.fromEntries(values), types: Object.fromEntries(types) }
}

function written(type: PairType, text: string): Json {
  const trimmed = text.trim()
  if (type === 'number') return trimmed !== '' && Number.isFinite(Number(trimmed)) ? Number(trimmed) : text
  if (type === 'boolean') return trimmed === 'true' ? true : trimmed === 'false' ? false : text
  return type === 'json' ? parsed(text) : text
}

function parsed(text: string): Json {
  try {
    return jsonSchema.parse(JSON.parse(text))
  } catch {
    return text
  }
}
