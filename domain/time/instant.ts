import { Temporal } from 'temporal-polyfill'

const ISO = /^\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|z|[+-]\d{2}:?\d{2})?)?$/
/** Below this a number counts seconds, from it milliseconds: as ms it is 1973, as seconds the year 5138. */
const MS_FROM = 100_000_000_000
const MS_MAX = 8_640_000_000_000_000

/**
 * The instant that a JSON value names, as epoch ms, or null. ISO 8601 strings: with an offset as they say, without one
 * in the zone, a bare date at the start of its day. Numbers: Unix seconds or milliseconds.
 */
export function instantOf(value: unknown, timeZone: string): number | null {
  if (typeof value === 'number') return ofNumber(value)
  if (typeof value !== 'string' || value.length > 40) return null
  const found = ISO.exec(value)
  if (!found) return null
  try {
    if (found[1]) return Temporal.Instant.from(value).epochMilliseconds
    if (value.length === 10) return Temporal.PlainDate.from(value).toZonedDateTime(timeZone).epochMilliseconds
    return Temporal.PlainDateTime.from(value).toZonedDateTime(timeZone).epochMilliseconds
  } catch {
    return null // 2026-02-30 and the like
  }
}

function ofNumber(value: number): number | null {
  const ms = Math.trunc(Math.abs(value) < MS_FROM ? value * 1_000 : value)
  return Number.isFinite(ms) && Math.abs(ms) <= MS_MAX ? ms : null
}
