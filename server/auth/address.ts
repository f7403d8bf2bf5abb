/** The caller's address, as the listener in front established it (it strips what callers claim). */
export function addressOf(headers: { get(name: string): string | null }): string {
  return headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'unknown'
}
