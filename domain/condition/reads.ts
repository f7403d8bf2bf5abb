import type { Condition, EventLeaf, MessageLeaf } from './document.ts'
import type { Reads } from './evaluation.ts'
import { leavesOf } from './groups.ts'

/** What evaluating a condition may look at: names to subscribe to, and the event leaves it may ask about, each once. */
export function readsOf(condition: Condition): Reads & { leaves: EventLeaf[] } {
  const [attributes, segments] = [new Set<string>(), new Set<string>()]
  const leaves = new Map<string, EventLeaf>()
  let messages = false
  for (const leaf of leavesOf(condition)) {
    if ('attribute' in leaf) attributes.add(leaf.attribute)
    else if ('event' in leaf) leaves.set(leafKey(leaf), leaf)
    else if ('segment' in leaf) segments.add(leaf.segment)
    else messages = true
  }
  const events = [...new Set([...leaves.values()].map(({ event }) => event))]
  return { attributes: [...attributes], events, segments: [...segments], messages, leaves: [...leaves.values()] }
}

const remembered = new WeakMap<EventLeaf | MessageLeaf, string>()

/**
 * The stable name of the fact that an event or message leaf asks for. Leaves that differ only in the number they compare the count
 * with, or in the order of their keys, share it.
 */
export function leafKey(leaf: EventLeaf | MessageLeaf): string {
  const before = remembered.get(leaf)
  if (before !== undefined) return before
  const { count: _, ...asks } = leaf
  const key = canonical(asks)
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
