/** Attributes that may hold a member's name, in the spellings that clients send. */
export const nameAttributes = ['name', 'firstName', 'first_name', 'lastName', 'last_name'] as const

/** What to call a member: its name, else its first and last names; null when it has none. */
export function nameOf(attributes: Record<string, unknown>): string | null {
  const text = (key: (typeof nameAttributes)[number]) => {
    const value = attributes[key]
    return typeof value === 'string' ? value.trim() : ''
  }
  const parts = [text('firstName') || text('first_name'), text('lastName') || text('last_name')]
  return text('name') || parts.filter(Boolean).join(' ') || null
}
