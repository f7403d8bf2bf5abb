import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { derivedSecret } from '#server/auth/secret.ts'

/**
 * Secrets at rest: AES-256-GCM (NIST SP 800-38D). A box reads "<key id>.<nonce>.<tag>.<text>", base64url. The key id
 * tells which SECRET_KEY sealed it; the purpose and the row are bound in, so that a box cannot be moved elsewhere.
 */
const keyOf = () => Buffer.from(derivedSecret('secrets at rest'), 'base64url')
const idOf = (key: Buffer) => createHash('sha256').update(key).digest('base64url').slice(0, 8)

/** `belongsTo` names the row, such as "provider:12"; `unseal` needs the same. */
export function seal(text: string, belongsTo: string): string {
  const key = keyOf()
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(belongsTo))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return [idOf(key), ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.')
}

/** null: sealed under another SECRET_KEY, moved, or damaged. The secret has to be entered again. */
export function unseal(box: string, belongsTo: string): string | null {
  const [id, nonce, tag, sealed] = box.split('.')
  const key = keyOf()
  if (id !== idOf(key) || !nonce || !tag || sealed === undefined) return null
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'))
    decipher.setAAD(Buffer.from(belongsTo)).setAuthTag(Buffer.from(tag, 'base64url'))
    return decipher.update(Buffer.from(sealed, 'base64url')).toString('utf8') + decipher.final('utf8')
  } catch {
    return null
  }
}
