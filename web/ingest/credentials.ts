import { AppError } from '#server/errors.ts'
import type { Keyring, WriteKey } from '#server/ingest/writeKey.ts'

/** Basic with the write key as user and no password; some clients leave the colon out. */
export function keyInHeader(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined
  const [scheme, value] = authorization.split(' ', 2)
  if (scheme?.toLowerCase() !== 'basic' || !value) return undefined
  return Buffer.from(value, 'base64').toString().split(':', 1)[0] || undefined
}

/** The key in the body, where page-leave beacons and some clients carry it. */
export function keyInBody(body: unknown): string | undefined {
  return typeof body === 'object' && body !== null && 'writeKey' in body && typeof body.writeKey === 'string' ? body.writeKey : undefined
}

export async function requireKey(keyring: Keyring, key: string | undefined): Promise<WriteKey> {
  if (!key)
    throw new AppError('unauthenticated', 'key', 'Send a write key: as the user of Basic authentication, or as writeKey in the body.')
  if (key.startsWith('sjs_'))
    throw new AppError('unauthenticated', 'server_key', 'This is a server key. Events are sent with a write key (Settings, Keys).')
  const found = await keyring.find(key)
  if (!found) throw new AppError('unauthenticated', 'key', 'This write key is not known or was revoked. Create one under Settings, Keys.')
  return found
}
