import type { Json } from '#domain/engine/types.ts'
import type { NamePath } from './liquid.ts'

/** Values for names that everybody uses; any other name stands for itself. */
const USUAL: Record<string, Json> = {
  name: 'Jane Okafor',
  first_name: 'Jane',
  firstName: 'Jane',
  last_name: 'Okafor',
  lastName: 'Okafor',
  email: 'jane@example.com',
  city: 'Lisbon',
  country: 'Portugal',
  company: 'Fennel & Oak',
  plan: 'pro',
  price: 49.5,
  revenue: 86.4,
  total: 86.4,
  currency: 'USD',
  quantity: 2,
  url: 'https://example.com',
  items: [
    { name: 'Stoneware bowl', price: 38, quantity: 1, url: 'https://example.com/bowl' },
    { name: 'Olive wood spoon', price: 14.4, quantity: 2, url: 'https://example.com/spoon' },
  ],
}
const LISTS = new Set(['products', 'lines', 'line_items', 'lineItems', 'articles'])

/** A made-up member or event that has a value for every name under `root` ("member" or "event") that a template looks up. */
export function sampleFor(root: string, paths: NamePath[]): Record<string, Json> {
  const made: Record<string, Json> = {}
  for (const [first, ...rest] of paths) if (first === root && rest.length > 0) put(made, rest)
  return made
}

function put(into: Record<string, Json>, [step, ...rest]: NamePath): void {
  if (typeof step !== 'string' || step === '__proto__') return
  if (rest.length === 0 || typeof rest[0] === 'number') {
    into[step] ??= (LISTS.has(step) ? USUAL.items : USUAL[step]) ?? step
    return
  }
  const inner = into[step]
  const nested = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner : {}
  into[step] = nested
  put(nested, rest)
}
