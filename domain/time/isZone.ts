const known = new Map<string, boolean>()

/** Whether this is an IANA zone that this machine knows. */
export function isZone(name: string): boolean {
  const remembered = known.get(name)
  if (remembered !== undefined) return remembered
  if (known.size > 1_000) known.clear()
  const answer = /^[A-Za-z]/.test(name) && accepts(name)
  known.set(name, answer)
  return answer
}

function accepts(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
