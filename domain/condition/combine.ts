/** A yes, a no, or not known yet, and until when it stands with nothing happening (null: for good). */
export type Part = { value: boolean | undefined; changesAt: number | null }
export type GroupKind = 'all' | 'any' | 'none'

const earliest = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.min(a, b))
const latest = (a: number | null, b: number | null) => (a === null || b === null ? null : Math.max(a, b))

/**
 * The value of a group of parts. One part can decide it (a no for `all`, a yes for `any` and `none`), and then it stands
 * as long as any deciding part does; otherwise every part must be known, and it stands until the first of them changes.
 */
export function combine(kind: GroupKind, parts: readonly Part[]): Part {
  const deciding = kind !== 'all'
  let known = true
  let untilFirst: number | null = null
  let untilLast: number | null | undefined
  for (const part of parts) {
    if (part.value === undefined) known = false
    else if (part.value === deciding) untilLast = untilLast === undefined ? part.changesAt : latest(untilLast, part.changesAt)
    untilFirst = earliest(untilFirst, part.changesAt)
  }
  if (untilLast !== undefined) return { value: kind === 'any', changesAt: untilLast }
  return known ? { value: kind !== 'any', changesAt: untilFirst } : { value: undefined, changesAt: null }
}
