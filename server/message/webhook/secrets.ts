import { seal, unseal } from '#server/crypto/box.ts'
import type { Queryable } from '#server/db/pg.ts'
import { addWebhookSecrets, readWebhookSecrets } from '#server/sql/webhookSecrets.ts'
import { newSecret } from './sign.ts'

/** `secret` null: sealed under another SECRET_KEY. `retiresAt` null: the current one. */
export type SigningSecret = { number: number; secret: string | null; createdAt: Date; retiresAt: Date | null }

const ownerOf = (workspaceId: number) => `webhook_secret:${workspaceId}`
export const sealSecret = (workspaceId: number, secret: string) => seal(secret, ownerOf(workspaceId))

/** What signs the calls of these workspaces, the current one first; made for those that have none yet. */
export async function signingSecrets(db: Queryable, workspaceIds: number[]): Promise<Map<number, SigningSecret[]>> {
  const ids = [...new Set(workspaceIds)]
  let found = await readWebhookSecrets(db, ids)
  const missing = ids.filter((id) => !found.some(({ workspaceId }) => workspaceId === id))
  if (missing.length > 0) {
    await addWebhookSecrets(
      db,
      missing.map((workspaceId) => ({ workspaceId, secret: sealSecret(workspaceId, newSecret()) })),
    )
    found = await readWebhookSecrets(db, ids)
  }
  const secrets = new Map<number, SigningSecret[]>(ids.map((id) => [id, []]))
  for (const { workspaceId, secret, ...rest } of found)
    secrets.get(workspaceId)?.push({ ...rest, secret: unseal(secret, ownerOf(workspaceId)) })
  return secrets
}
