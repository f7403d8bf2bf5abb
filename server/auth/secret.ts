import { hkdfSync } from 'node:crypto'
import { env } from '#server/env.ts'

/** A key of its own for each purpose, derived from SECRET_KEY (HKDF, RFC 5869). Throws a sentence when there is none. */
export function derivedSecret(purpose: string): string {
  const secret = env().SECRET_KEY
  if (!secret)
    throw new Error('SECRET_KEY is not set. Set it to at least 32 random characters, the same for every process; `npm start` makes one.')
  return Buffer.from(hkdfSync('sha256', secret, 'sojourn', purpose, 32)).toString('base64url')
}
