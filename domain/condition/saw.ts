import type { Json } from '#domain/engine/types.ts'

const LENGTH_MAX = 200

/** A value as it is kept in an explanation: whole when short, else its beginning with an ellipsis. Unset is null. */
export function glimpse(value: Json | undefined): Json {
  if (value === undefined || value === null || typeof value === 'number' || typeof value === 'boolean') return value ?? null
  if (typeof value === 'string') return cut(value)
  const text = JSON.stringify(value)
  return text.length <= LENGTH_MAX ? value : cut(text)
}

/** Never between the halves of a surrogate pair: PostgreSQL refuses a lone one. */
function cut(text: string): string {
  if (text.length <= LENGTH_MAX) return text
  const last = text.charCodeAt(LENGTH_MAX - 1)
  const end = last >= 0xd800 && last <= 0xdbff ? LENGTH_MAX - 1 : LENGTH_MAX
  return `${text.slice(0, end)}…`
}
