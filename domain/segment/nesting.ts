/** Which segments each segment's condition names, by key. */
export type Naming = ReadonlyMap<string, readonly string[]>

/** The way round from a segment back to itself, or null when there is none. */
export function circleOf(key: string, naming: Naming): string[] | null {
  const seen = new Set<string>()
  const find = (at: string, way: readonly string[]): string[] | null => {
    for (const next of naming.get(at) ?? []) {
      if (next === key) return [...way, next]
      if (seen.has(next)) continue
      seen.add(next)
      const found = find(next, [...way, next])
      if (found) return found
    }
    return null
  }
  return find(key, [key])
}

/** How many segments stand on one another below this one, itself included. There must be no circle. */
export function heightOf(key: string, naming: Naming, known = new Map<string, number>()): number {
  const before = known.get(key)
  if (before !== undefined) return before
  const height = 1 + Math.max(0, ...(naming.get(key) ?? []).map((next) => heightOf(next, naming, known)))
  known.set(key, height)
  return height
}
