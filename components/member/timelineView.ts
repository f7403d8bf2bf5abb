import type { TimelineItem } from '#domain/member/resource.ts'

/** Items under the day they happened on, in the order they come. `dayOf` names a day in the workspace's zone. */
export function byDay(items: readonly TimelineItem[], dayOf: (at: string) => string): { day: string; items: TimelineItem[] }[] {
  const days: { day: string; items: TimelineItem[] }[] = []
  for (const item of items) {
    const day = dayOf(item.at)
    const last = days.at(-1)
    if (last?.day === day) last.items.push(item)
    else days.push({ day, items: [item] })
  }
  return days
}

const PARTS_MAX = 4
const LENGTH_MAX = 60

/** The first few properties in one line: "revenue 86.4, products 3, coupon SPRING". Lists and objects say their size. */
export function inBrief(properties: unknown): string {
  if (typeof properties !== 'object' || properties === null) return ''
  const entries = Object.entries(properties).filter(([, value]) => value !== null && value !== '')
  const parts = entries.slice(0, PARTS_MAX).map(([name, value]) => `${name} ${brief(value)}`)
  return parts.join(', ') + (entries.length > PARTS_MAX ? ' …' : '')
}

function brief(value: unknown): string {
  if (Array.isArray(value)) return `(${value.length})`
  if (typeof value === 'object' && value !== null) return '{…}'
  const text = String(value)
  return text.length > LENGTH_MAX ? `${text.slice(0, LENGTH_MAX)}…` : text
}

/** The names in a document of changes, "plan": ["free", "pro"]. */
export const changedNames = (changes: unknown): string[] => (typeof changes === 'object' && changes !== null ? Object.keys(changes) : [])

/** What became of a message, from an item's name: email_opened is "opened". */
export const outcomeOf = (name: string) => name.slice(name.indexOf('_') + 1)
