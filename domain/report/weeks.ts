import type { Report } from './shape.ts'

type Point = Report['series'][number]
const WEEK = 7
/** Days beyond which a chart shows weeks: more points than can be told apart. */
export const DAYS_MAX = 150

/** Days summed seven at a time from the first; the last week may be a part of one. */
export function inWeeks(days: readonly Point[]): Point[] {
  const weeks: Point[] = []
  for (let first = 0; first < days.length; first += WEEK) {
    const week = days.slice(first, first + WEEK)
    const sum = (of: (point: Point) => number) => week.reduce((total, point) => total + of(point), 0)
    weeks.push({
      at: week[0]?.at ?? '',
      triggered: sum((point) => point.triggered),
      ended: sum((point) => point.ended),
      messages: sum((point) => point.messages),
    })
  }
  return weeks
}
