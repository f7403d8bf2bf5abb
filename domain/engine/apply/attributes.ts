import { canonical } from '#domain/condition/reads.ts'
import type { Json, MemberFacts } from '#domain/engine/types.ts'
import { isZone } from '#domain/time/zone.ts'
import type { AttributeChange, Bag } from './work.ts'

/** Writes traits over attributes; null removes. Returns what that changed, name -> [before, after], or null for nothing. */
export function changeAttributes(attributes: Bag, set: Bag): { attributes: Bag; changes: { [name: string]: [Json, Json] } } | null {
  const after = new Map(Object.entries(attributes))
  const changes = new Map<string, [Json, Json]>()
  for (const [name, value] of Object.entries(set)) {
    const before = after.get(name) ?? null
    if (canonical(before) === canonical(value)) continue
    changes.set(name, [before, value])
    if (value === null) after.delete(name)
    else after.set(name, value)
  }
  // From entries, so that a name such as __proto__ is a name like any other.
  return changes.size > 0 ? { attributes: Object.fromEntries(after), changes: Object.fromEntries(changes) } : null
}

/** The attributes that are also columns: an address to send to, and a zone when it is one. */
export function reservedOf({ email, timezone }: Bag): Pick<AttributeChange, 'email' | 'timeZone'> {
  return {
    email: typeof email === 'string' && email.trim() !== '' ? email.trim() : null,
    timeZone: typeof timezone === 'string' && isZone(timezone) ? timezone : null,
  }
}

/** Where a member's mail goes. */
export const addressOf = ({ attributes }: MemberFacts): string | null => reservedOf(attributes).email
