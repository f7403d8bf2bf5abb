import { type InboxPayload, LIVE } from '#domain/engine/inbox.ts'
import type { Queryable } from '#server/db/pg.ts'
import { insertInbox } from '#server/sql/insertInbox.ts'
import { type ConsentChange, saveConsent } from '#server/sql/saveConsent.ts'

/**
 * Records consent inside the caller's transaction: the state, its history, and the member's event (`consent_granted`,
 * `consent_revoked`). In force for every claim that follows the commit; saying the same again changes nothing. With
 * `messageId`, also what became of that message: somebody unsubscribed from it. False when the member is not there.
 * Ring the bell after the commit.
 */
export async function writeConsent(db: Queryable, change: ConsentChange & { messageId?: number | null }): Promise<boolean> {
  const saved = await saveConsent(db, change)
  if (!saved) return false
  const { workspaceId, channel, topic, state, source, messageId } = change
  if (!saved.isNew) return true
  const at = saved.at.toISOString()
  const shared = { workspaceId, lane: LIVE, messageId: null, acceptedAt: null } as const
  const rows: Parameters<typeof insertInbox>[1][number][] = []
  if (state !== 'pending') {
    const name = state === 'granted' ? 'consent_granted' : 'consent_revoked'
    const properties = { channel, source, ...(topic ? { topic } : {}) }
    const event: InboxPayload<'event'> = { kind: 'system', name, at, properties }
    rows.push({ ...shared, shard: saved.shard, memberId: saved.memberId, kind: 'event', payload: JSON.stringify(event) })
  }
  if (messageId) {
    const outcome: InboxPayload<'outcome'> = { messageId, outcome: 'unsubscribed', at, detail: { source } }
    rows.push({ ...shared, shard: change.shard, memberId: change.memberId, kind: 'outcome', payload: JSON.stringify(outcome) })
  }
  await insertInbox(db, rows)
  return true
}
