import type { Json } from '#domain/engine/types.ts'
import type { Operand } from './document.ts'

const LENGTH_MAX = 200

/** A value as it is kept in an explanation: whole when short, else its beginning with an ellipsis. Unset is null. */
export function glimpse(value: Json | undefined): Json {
  if (value === undefined || value === null || typeof value === 'number' || typeof value === 'boolean') return value ?? null
  if (typeof value === 'string') return cut(value)
  const text = JSON.stringify(value)
  return text.length <= LENGTH_MAX ? value : cut(text)
}

/** The same for what a value is compared with: of a long list its beginning, with an ellipsis as the last. */
export function glimpseOperand(operand: Operand | undefined): Operand | null {
  if (typeof operand === 'string') return cut(operand)
  if (!Array.isArray(operand)) return operand ?? null
  const kept: typeof operand = []
  let length = 0
  for (const one of operand) {
    length += String(one).length
    if (kept.length > 0 && length > LENGTH_MAX) return [...kept, '…']
    kept.push(typeof one === 'string' ? cut(one) : one)
  }
  return kept
}

/** Never between the halves of a surrogate pair: PostgreSQL refuses a lone one. */
function cut(text: string): string {
  if (text.length <= LENGTH_MAX) return text
  const last = text.charCodeAt(LENGTH_MAX - 1)
  const end = last >= 0xd800 && last <= 0xdbff ? LENGTH_MAX - 1 : LENGTH_MAX
  return `${text.slice(0, end)}…`
}
