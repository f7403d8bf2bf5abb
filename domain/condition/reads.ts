import type { Condition, EventLeaf } from './document.ts'
import { leavesOf } from './groups.ts'

/** What evaluating a condition may look at: attribute names, and the facts it may ask for, each once. */
export function readsOf(condition: Condition): { attributes: string[]; events: EventLeaf[] } {
  const attributes = new Set<string>()
  const events = new Map<string, EventLeaf>()
  for (const leaf of leavesOf(condition)) {
    if ('attribute' in leaf) attributes.add(leaf.attribute)
    else events.set(leafKey(leaf), leaf)
  }
  return { attributes: [...attributes], events: [...events.values()] }
}

const remembered = new WeakMap<EventLeaf, string>()

/**
 * The stable name of the fact that an event leaf asks for. Leaves that differ only in the number they compare the count
 * with, or in the order of their keys, share it.
 */
export function leafKey(leaf: EventLeaf): string {
  const before = remembered.get(leaf)
  if (before !== undefined) return before
  const key = canonical({ event: leaf.event, where: leaf.where, within: leaf.within })
  remembered.set(leaf, key)
  return key
}

/** JSON with the keys of every object in order and without undefined ones: equal values, equal text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(',')}}`
}
