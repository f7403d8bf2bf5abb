import { Temporal } from 'temporal-polyfill'

/** An instant as a wall clock in a zone shows it, to the minute: "2026-11-25T09:30", what a date and time field holds. */
export const wallOf = (instant: string, timeZone: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' })

/** The instant (ISO, UTC) of such a text; null for what is not one. A time that does not exist moves forward by the gap. */
export function instantOfWall(wall: string, timeZone: string): string | null {
  try {
    return Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone).toInstant().toString()
  } catch {
    return null
  }
}
