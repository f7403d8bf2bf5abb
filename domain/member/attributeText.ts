import type { Json } from '#domain/engine/types.ts'

export type ReadAttribute = { ok: true; value: Json } | { ok: false; detail: string }

const asJson = /^\s*(?:[{["]|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?\s*$|(?:true|false|null)\s*$)/

/** An attribute's value as one types it: text as it is; numbers, true, false, quoted text, lists and objects as JSON. */
export function readAttribute(text: string): ReadAttribute {
  if (!asJson.test(text)) return { ok: true, value: text }
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : '' }
  }
}

/** The text that reads back as the same value. */
export function writeAttribute(value: Json): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  return asJson.test(value) ? JSON.stringify(value) : value
}
