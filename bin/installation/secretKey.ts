import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** SECRET_KEY of a data folder, made on first use. Who loses it loses sessions, tracking links and stored passwords of providers. */
export function secretKeyOf(dataDir: string): string {
  const file = path.join(dataDir, 'secret-key')
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
  return readFileSync(file, 'utf8').trim()
}
