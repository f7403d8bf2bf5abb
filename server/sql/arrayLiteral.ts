/**
 * A PostgreSQL array literal of texts, null for SQL's null. Several times faster than the driver's own for the long JSON
 * texts of a batch, which it escapes character class by character class.
 */
export function arrayLiteral(values: readonly (string | null)[]): string {
  let literal = '{'
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (i) literal += ','
    literal += value === null || value === undefined ? 'null' : `"${escaped(value)}"`
  }
  return `${literal}}`
}

const SPECIAL = /["\\]/g
const escaped = (value: string) => value.replace(SPECIAL, '\\$&')
