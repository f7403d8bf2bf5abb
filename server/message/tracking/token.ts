import { createHmac, timingSafeEqual } from 'node:crypto'
import { derivedSecret } from '#server/auth/secret.ts'

/**
 * What a receiver's link carries: the message it belongs to, and for a click the address it leads to. Everything is under
 * an HMAC-SHA256 cut to 128 bits with a key of the purpose's own, so that no link can be made up or used for another
 * purpose: a redirect only ever goes where a sender pointed. Ids only, nothing about the person.
 */
export type Purpose = 'open' | 'click' | 'unsubscribe'
export type Tracked = { workspaceId: number; shard: number; memberId: number; messageId: number; url: string }

const MAC_BYTES = 16
const keys = new Map<Purpose, Buffer>()

function keyOf(purpose: Purpose): Buffer {
  let key = keys.get(purpose)
  if (!key) keys.set(purpose, (key = Buffer.from(derivedSecret(`link ${purpose}`), 'base64url')))
  return key
}
const macOf = (purpose: Purpose, body: Buffer) => createHmac('sha256', keyOf(purpose)).update(body).digest().subarray(0, MAC_BYTES)

/** base64url(mac | shard | workspace | member | message | url), ids as LEB128 variable-length integers. */
export function makeToken(purpose: Purpose, tracked: Omit<Tracked, 'url'> & { url?: string }): string {
  const head = [tracked.shard, ...[tracked.workspaceId, tracked.memberId, tracked.messageId].flatMap(varint)]
  const body = Buffer.concat([Buffer.from(head), Buffer.from(tracked.url ?? '')])
  return Buffer.concat([macOf(purpose, body), body]).toString('base64url')
}

/** null: not one of ours, of another purpose, or damaged. */
export function readToken(purpose: Purpose, token: string): Tracked | null {
  if (!/^[A-Za-z0-9_-]{27,4096}$/.test(token)) return null
  const bytes = Buffer.from(token, 'base64url')
  // Only the one spelling: the last character's spare bits would let several through.
  if (bytes.toString('base64url') !== token) return null
  const body = bytes.subarray(MAC_BYTES)
  if (!timingSafeEqual(bytes.subarray(0, MAC_BYTES), macOf(purpose, body))) return null
  let at = 1
  const next = () => {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = body[at++] ?? 0
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
  }
  const [workspaceId, memberId, messageId] = [next(), next(), next()]
  return { shard: body[0] ?? 0, workspaceId, memberId, messageId, url: body.subarray(at).toString('utf8') }
}

function varint(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  while (rest >= 128) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  return [...bytes, rest]
}
