import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { type Permission, permit } from '#domain/message/permission.ts'
import { type WorkspaceSettings, workspaceSettingsSchema } from '#domain/workspace/settings.ts'
import { transaction } from '#server/db/pg.ts'
import { type ClaimedRow, claimMessages, lockShardsForSending } from '#server/sql/claimMessages.ts'
import { type Finish, finishMessages } from '#server/sql/finishMessages.ts'
import { type Full, pendingMessages } from '#server/sql/pendingMessages.ts'
import { type SendingWorkspace, sendingWorkspaces } from '#server/sql/sendingWorkspaces.ts'

export type ClaimingWorkspace = Omit<SendingWorkspace, 'settings'> & { settings: WorkspaceSettings }
export type Claimed = { row: ClaimedRow; address: string; workspace: ClaimingWorkspace }
/** `taken` counts all that were leased, `ended` those that were over at once: suppressed, or left in doubt by a lost lease. */
export type Claim = { token: string; claimed: Claimed[]; taken: number; ended: number }

const NOTHING: Claim = { token: '', claimed: [], taken: 0, ended: 0 }

/**
 * Leases due messages and asks, in the same transaction, whether each may go out. Those that may not are ended there, with
 * the reason; so an opt-out that committed before is never overlooked. `skip` is what cannot take more.
 */
export async function claim(pool: pg.Pool, limit: number, skip: Full[], now: Date | undefined): Promise<Claim> {
  const groups = await pendingMessages(pool, skip)
  if (groups.length === 0) return NOTHING
  return transaction(async (db) => {
    const shards = new Set(await lockShardsForSending(db, [...new Set(groups.map((group) => group.shard))]))
    const mine = groups.filter((group) => shards.has(group.shard))
    if (mine.length === 0) return NOTHING
    const token = randomUUID()
    const rows = await claimMessages(db, mine, { limit, token, now })
    if (rows.length === 0) return NOTHING
    const workspaces = await workspacesOf(db, rows)
    const claimed: Claimed[] = []
    const ended: Finish[] = []
    for (const row of rows) {
      const workspace = workspaces.get(row.workspaceId)
      if (!workspace) continue // being deleted: its messages go with it
      if (row.wasAttempted) ended.push(over(row, token, 'unknown', 'lease_lost'))
      else {
        const permission = permissionOf(row, workspace.settings)
        if (permission.allowed) claimed.push({ row, address: permission.address, workspace })
        else ended.push(over(row, token, 'suppressed', permission.because))
      }
    }
    if (ended.length > 0) await finishMessages(db, ended, now)
    return { token, claimed, taken: rows.length, ended: ended.length }
  }, pool)
}

function permissionOf(row: ClaimedRow, { sendWithoutConsentRecord }: WorkspaceSettings): Permission {
  // A call is not a message to the member: it needs no address, and consent says nothing about it.
  if (row.channel === 'webhook') return row.isCanceled ? { allowed: false, because: 'canceled' } : { allowed: true, address: '' }
  return permit({
    address: row.address,
    consent: row.consent,
    isSuppressed: row.isSuppressed,
    isCanceled: row.isCanceled,
    sendWithoutConsentRecord,
  })
}

async function workspacesOf(db: pg.PoolClient, rows: ClaimedRow[]): Promise<Map<number, ClaimingWorkspace>> {
  const found = await sendingWorkspaces(db, [...new Set(rows.map((row) => row.workspaceId))])
  return new Map(found.map((one) => [one.id, { ...one, settings: workspaceSettingsSchema.parse(one.settings) }]))
}

const over = ({ shard, id, channel, address }: ClaimedRow, token: string, status: 'unknown' | 'suppressed', reason: string): Finish => ({
  ...{ shard, id, token, status, reason, address: channel === 'webhook' ? null : address },
  ...{ answer: null, detail: null, subject: null, providerId: null, providerRef: null, templateVersionId: null, suppress: false },
})
