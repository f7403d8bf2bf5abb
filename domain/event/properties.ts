import type { Json } from '#domain/engine/types.ts'
import type { EventProperty } from './resource.ts'
import type { Bag } from './wire.ts'

const EXAMPLES = 5
const EXAMPLE_CHARS = 80
const LEVELS = 3
const NAMES = 200

/** Which properties events carry: names (nested ones with dots), types, how many had each, examples; the most common first. */
export function describeProperties(events: readonly Bag[]): EventProperty[] {
  const found = new Map<string, { types: Set<EventProperty['types'][number]>; count: number; examples: Set<string> }>()
  const note = (name: string, value: Json, level: number) => {
    let seen = found.get(name)
    if (!seen) {
      if (found.size >= NAMES) return
      found.set(name, (seen = { types: new Set(), count: 0, examples: new Set() }))
    }
    const type = typeOf(value)
    seen.count++
    seen.types.add(type)
    if (type !== 'object' && type !== 'list' && type !== 'null' && seen.examples.size < EXAMPLES)
      seen.examples.add(String(value).slice(0, EXAMPLE_CHARS))
    if (isBag(value) && level < LEVELS) walk(value, `${name}.`, level + 1)
  }
  const walk = (bag: Bag, prefix: string, level: number) => {
    for (const [key, value] of Object.entries(bag)) note(prefix + key, value, level)
  }
  for (const event of events) walk(event, '', 1)
  return [...found]
    .map(([name, { types, count, examples }]) => ({ name, types: [...types], count, examples: [...examples] }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
}

const isBag = (value: Json): value is Bag => typeof value === 'object' && value !== null && !Array.isArray(value)

function typeOf(value: Json): EventProperty['types'][number] {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'list'
  switch (typeof value) {
    case 'string':
      return /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}|$)/.test(value) ? 'instant' : 'text'
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    default:
      return 'object'
  }
}
