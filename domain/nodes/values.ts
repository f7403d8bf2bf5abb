import * as z from 'zod'
import type { RenderInput, RenderText } from '#domain/engine/render.ts'
import { ALL_ATTRIBUTES, type Json } from '#domain/engine/types.ts'
import { liquidProblems, problem } from './check.ts'
import type { CheckContext, SettingsProblem } from './definition.ts'

/**
 * Values that a node writes, by name: JSON as it is, but that every text in it is Liquid. What Liquid makes is text; a type
 * turns it into a number, or into true or false. Empty text becomes null then, and what cannot be turned is left out.
 */
const name = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((one) => !['__proto__', 'constructor', 'prototype'].includes(one))
export const valuesSchema = z
  .record(name, z.json())
  .refine((values) => Object.keys(values).length <= 100)
  .default({})
export const valueTypes = ['text', 'number', 'boolean'] as const
export type ValueType = (typeof valueTypes)[number]
export const typesSchema = z.record(name, z.enum(valueTypes)).default({})

type Values = { [name: string]: Json }
type Rendering = { types: { [name: string]: ValueType }; render: RenderText; at: RenderInput }
export type Rendered = { ok: true; values: Values } | { ok: false }

/** Never throws: Liquid that cannot be rendered for this member is `ok: false`. */
export function renderValues(values: Values, rendering: Rendering): Rendered {
  try {
    const made = Object.entries(values).map(([name, value]) => [name, typed(filled(value, rendering), rendering.types[name])] as const)
    return { ok: true, values: Object.fromEntries(made.filter((one): one is [string, Json] => one[1] !== undefined)) }
  } catch {
    return { ok: false }
  }
}

const isLiquid = (text: string) => text.includes('{{') || text.includes('{%')

function filled(value: Json, rendering: Rendering): Json {
  if (typeof value === 'string') return isLiquid(value) ? storable(rendering.render(value, rendering.at)) : value
  if (Array.isArray(value)) return value.map((one) => filled(one, rendering))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filled(one, rendering)]))
}

const UNSTORABLE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
/** PostgreSQL keeps neither NUL nor half a surrogate pair, and filters can cut one in two. */
const storable = (text: string) => text.replaceAll('\u0000', '').replace(UNSTORABLE, '\ufffd')

function typed(value: Json, type: ValueType | undefined): Json | undefined {
  if (type === undefined || type === 'text' || typeof value !== 'string') return value
  const text = value.trim()
  if (text === '') return null
  if (type === 'number') return Number.isFinite(Number(text)) ? Number(text) : undefined
  if (/^(true|yes|1)$/i.test(text)) return true
  return /^(false|no|0)$/i.test(text) ? false : undefined
}

/** Names of attributes that Liquid in these values looks at; ALL_ATTRIBUTES where it takes the member as a whole, or names what it looks up. */
export function attributesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(attributesIn)
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(attributesIn)
  if (typeof value !== 'string') return []
  const code = (value.match(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g) ?? []).join(' ')
  const names = [...code.matchAll(NAMED)].map(([, dotted, double, single]) => dotted ?? double ?? single ?? '')
  return /\bmember\b/.test(code.replaceAll(NAMED, '')) ? [...names, ALL_ATTRIBUTES] : names
}
const NAMED =
  /\bmember(?:\.attributes(?![\w-])|\["attributes"\]|\['attributes'\])?(?:\.(?!attributes(?![\w-]))([\w-]+)|\[\s*(?:"(?!attributes")([^"]+)"|'(?!attributes')([^']+)')\s*\])/g

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
export const entriesOf = (values: unknown): [string, unknown][] => (isObject(values) ? Object.entries(values) : [])
/** A name as a part of a JSON Pointer (RFC 6901). */
const part = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1')

/** Problems of a draft's values. */
export function valueProblems(values: unknown, pointer: string, context: CheckContext): SettingsProblem[] {
  return entriesOf(values).flatMap(([name, value]) => {
    const at = `${pointer}/${part(name)}`
    if (name.trim() === '') return [problem('valueNameMissing', at)]
    return textsIn(value).flatMap((text) => liquidProblems('text', text, at, context))
  })
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textsIn)
  return isObject(value) ? Object.values(value).flatMap(textsIn) : []
}
