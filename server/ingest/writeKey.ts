import type pg from 'pg'
import { workspaceSettingsSchema } from '#domain/workspace/settings.ts'
import { hashKey } from '#server/workspace/key.ts'
import { LeastRecent } from './leastRecent.ts'

/** What a write key opens: events into one workspace, and nothing else. */
export type WriteKey = { id: number; workspaceId: number; historyAfterHours: number }
export type Keyring = { find(key: string): Promise<WriteKey | null> }

/** A revoked key is refused, and changed settings are seen, after at most this. */
const BELIEVED_MS = 3_000
const REMEMBERED = 10_000
const USE_RECORDED_EVERY_MS = 60_000

type Row = { id: number; workspace_id: number; settings: unknown }

/** Looks write keys up by their hash, and remembers the answer (also that there is none) for a moment. */
export function createKeyring(pool: pg.Pool, now: () => number = Date.now): Keyring {
  const answers = new LeastRecent<string, { until: number; answer: Promise<WriteKey | null> }>(REMEMBERED)
  const usedAt = new Map<number, number>()

  const lookUp = async (key: string): Promise<WriteKey | null> => {
    const { rows } = await pool.query<Row>({
      name: 'write_key',
      text: `select k.id, k.workspace_id, w.settings from api_key k join workspace w on w.id = k.workspace_id
              where k.hash = $1 and k.scope = 'write' and k.revoked_at is null`,
      values: [hashKey(key)],
    })
    const [row] = rows
    if (!row) return null
    recordUse(row.id)
    const { historyAfterHours } = workspaceSettingsSchema.parse(row.settings)
    return { id: row.id, workspaceId: row.workspace_id, historyAfterHours }
  }

  /** To the minute. Nobody waits for it, and losing it harms nobody. */
  const recordUse = (id: number) => {
    if (now() - (usedAt.get(id) ?? 0) < USE_RECORDED_EVERY_MS) return
    usedAt.set(id, now())
    void pool.query('update api_key set last_used_at = now() where id = $1', [id]).catch(() => usedAt.delete(id))
  }

  return {
    find(key) {
      const remembered = answers.get(key)
      if (remembered && remembered.until > now()) return remembered.answer
      const answer = lookUp(key)
      answers.set(key, { until: now() + BELIEVED_MS, answer })
      answer.catch(() => answers.delete(key))
      return answer
    },
  }
}
