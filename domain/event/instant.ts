/** `2015-2-02T00:30:08.276Z`, as the Segment documentation itself writes it, and everything stricter. No zone means UTC. */
const LENIENT = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?)?\s*(Z|z|[+-]\d{2}(?::?\d{2})?)?$/
/** `Sat, 21 Nov 2026 10:00:00 GMT`. Whatever else Date.parse makes a guess at stays unread. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} (GMT|[+-]\d{4})$/
/** Numbers below this are seconds since 1970, others milliseconds (it is 1973 in milliseconds, 5138 in seconds). */
const SECONDS_BELOW = 100_000_000_000
const LATEST = 253_402_300_799_999 // the end of the year 9999

/** Epoch milliseconds of an instant as clients write it; undefined when it cannot be read. Never throws. */
export function readInstant(value: string | number | null | undefined): number | undefined {
  if (value === null || value === undefined || value === '') return undefined
  const ms = typeof value === 'number' ? (value < SECONDS_BELOW ? value * 1000 : value) : fromText(value)
  return Number.isFinite(ms) && ms >= 0 && ms <= LATEST ? Math.floor(ms) : undefined
}

function fromText(text: string): number {
  const strict = text.length === 24 && text.endsWith('Z') ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(strict)) return strict
  const parts = LENIENT.exec(text.trim())
  if (!parts) return HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', zone] = parts
  const ms = Number(fraction.slice(0, 3).padEnd(3, '0'))
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second), ms) - offsetMs(zone)
}

function offsetMs(zone: string | undefined): number {
  if (!zone || zone.toUpperCase() === 'Z') return 0
  const digits = zone.slice(1).replace(':', '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0)
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}

/**
 * When an event happened by our clock (Segment spec, common fields): received - (sentAt - original) when the client says
 * when it sent it, which takes its clock's error out; else its own time; else received. Never after received.
 */
export function ownTime(received: number, original: number | undefined, sentAt: number | undefined): number {
  if (original === undefined) return received
  const corrected = sentAt === undefined ? original : received - (sentAt - original)
  return Math.max(0, Math.min(received, corrected))
}

let second = { at: Number.NaN, iso: '' }

/** An instant as ISO text. Events come in bursts, so the text of the last second is kept: formatting dates is dear. */
export function isoOf(ms: number): string {
  const rest = ms % 1_000
  if (second.at !== ms - rest) second = { at: ms - rest, iso: new Date(ms - rest).toISOString().slice(0, 20) }
  return `${second.iso}${rest < 10 ? '00' : rest < 100 ? '0' : ''}${rest}Z`
}
