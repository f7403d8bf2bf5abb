import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'
import { hashKey, type KeyScope } from '#server/workspace/key.ts'

type KeyRow = { id: number; workspace_id: number; scope: KeyScope }

/** The context of a server key: an editor of its one workspace. Refuses with 401 what is no living key, with 403 a write key. */
export async function contextOfKey(key: string, requestId: string): Promise<Ctx> {
  const { rows } = await pool().query<KeyRow>({
    name: 'living_key',
    text: 'select id, workspace_id, scope from api_key where hash = $1 and revoked_at is null',
    values: [hashKey(key)],
  })
  const found = rows[0]
  if (!found) throw new AppError('unauthenticated', 'key', 'This key is not known or was revoked. Create one under Settings, Keys.')
  if (found.scope !== 'server')
    throw new AppError('forbidden', 'write_key', 'A write key can only send events, to /v1. Use a server key here (Settings, Keys).')
  recordUse(found.id)
  return { workspaceId: found.workspace_id, role: 'editor', actor: { kind: 'key', id: found.id }, requestId }
}

const USE_RECORDED_EVERY_MS = 60_000
const recordedAt = new Map<number, number>()

/** Says when a key was last used, to the minute. Nobody waits for it, and losing it harms nobody. */
function recordUse(keyId: number): void {
  const now = Date.now()
  if (now - (recordedAt.get(keyId) ?? 0) < USE_RECORDED_EVERY_MS) return
  recordedAt.set(keyId, now)
  void pool()
    .query({ name: 'key_used', text: 'update api_key set last_used_at = now() where id = $1', values: [keyId] })
    .catch(() => recordedAt.delete(keyId))
}
