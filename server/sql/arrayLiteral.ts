/**
 * A PostgreSQL array literal of texts, numbers or truths; null for SQL's null. The driver inspects and escapes every
 * element; JSON escapes quotes and backslashes just as an array literal does, a whole column at once.
 */
export function arrayLiteral(values: readonly (string | number | boolean | null)[]): string {
  const text = JSON.stringify(values)
  return `{${FOREIGN.test(text) ? values.map(element).join(',') : text.slice(1, -1)}}`
}

/** What only JSON escapes (control characters, lone surrogates), or, harmlessly, what looks like it: an escape within a JSON text. */
const FOREIGN = /\\[^"\\]/
const SPECIAL = /["\\]/g
const element = (value: string | number | boolean | null) =>
  typeof value === 'string' ? `"${value.replace(SPECIAL, '\\$&')}"` : String(value)
