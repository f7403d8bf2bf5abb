/** Longer patterns are a problem on the canvas and match nothing. */
export const PATTERN_MAX = 200
/** Only this much of a value is looked at. */
const VALUE_MAX = 2_000

/**
 * Whether a value as a whole fits a pattern in which `*` is any run of characters and `?` any one; case is ignored.
 * Deliberately no regular expressions: whatever is written here ends after at most pattern × value steps.
 */
export function globMatches(pattern: string, value: string): boolean {
  if (pattern.length > PATTERN_MAX) return false
  const p = pattern.toLowerCase()
  const v = value.slice(0, VALUE_MAX).toLowerCase()
  let at = 0
  let read = 0
  let star = -1
  let resume = 0
  while (read < v.length) {
    if (p[at] === '*') {
      star = at++
      resume = read
    } else if (at < p.length && (p[at] === '?' || p[at] === v[read])) {
      at++
      read++
    } else if (star >= 0) {
      at = star + 1
      read = ++resume
    } else {
      return false
    }
  }
  while (p[at] === '*') at++
  return at === p.length
}
