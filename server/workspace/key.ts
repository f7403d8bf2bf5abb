import { createHash, randomBytes } from 'node:crypto'

export type KeyScope = 'write' | 'server'
const prefixes = { write: 'sjw_', server: 'sjs_' } as const
const SHOWN = 10

/** Only the SHA-256 of a key is kept: it has 192 random bits, so a slow hash would protect nothing. */
export const hashKey = (key: string) => createHash('sha256').update(key).digest('hex')

/** A fresh key, with what is stored of it. */
export function newKey(scope: KeyScope): { key: string; prefix: string; hash: string } {
  const key = prefixes[scope] + randomBytes(24).toString('base64url')
  return { key, prefix: key.slice(0, SHOWN), hash: hashKey(key) }
}
