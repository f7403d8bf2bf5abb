import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { type ContentClass, classOf, type Permission, permit } from '#domain/message/permission.ts'
import { type WorkspaceSettings, workspaceSettingsSchema } from '#domain/workspace/settings.ts'
import { transaction } from '#server/db/pg.ts'
import { type ClaimedRow, claimMessages, lockShardsForSending } from '#server/sql/claimMessages.ts'
import { type Finish, finishMessages } from '#server/sql/finishMessages.ts'
import { type Holding, hold } from '#server/sql/holdMessages.ts'
import { type Full, pendingMessages } from '#server/sql/pendingMessages.ts'
import { type SendingWorkspace, sendingWorkspaces } from '#server/sql/sendingWorkspaces.ts'
import { type Limited, limit } from './limits/limit.ts'

export type ClaimingWorkspace = Omit<SendingWorkspace, 'settings'> & { settings: WorkspaceSettings }
export type Claimed = ContentClass & { row: ClaimedRow; address: string; workspace: ClaimingWorkspace }
/** `taken` counts all that were leased, `ended` those that were over at once: suppressed, or left in doubt by a lost lease. */
export type Claim = { token: string; claimed: Claimed[]; taken: number; ended: number }

const NOTHING: Claim = { token: '', claimed: [], taken: 0, ended: 0 }

/**
 * Leases due messages and asks, in the same transaction, whether each may go out at all, and then whether it may now. Those
 * that may not are ended there, with the reason; so an opt-out that committed before is never overlooked. Those that have to
 * wait are given back until their time. `skip` is what cannot take more.
 */
export async function claim(pool: pg.Pool, most: number, skip: Full[], now: Date | undefined): Promise<Claim> {
  const groups = await pendingMessages(pool, skip, now)
  if (groups.length === 0) return NOTHING
  return transaction(async (db) => {
    const shards = new Set(await lockShardsForSending(db, [...new Set(groups.map((group) => group.shard))]))
    const mine = groups.filter((group) => shards.has(group.shard))
    if (mine.length === 0) return NOTHING
    const token = randomUUID()
    const rows = await claimMessages(db, mine, { limit: most, token, now })
    if (rows.length === 0) return NOTHING
    const workspaces = await workspacesOf(db, rows)
    const { allowed, ended } = allow(rows, workspaces, token)
    const at = now ?? [...workspaces.values()][0]?.now
    const { go, stopped } = at ? await limit(db, allowed, { token, shards, now: at }) : { go: allowed, stopped: [] }
    const held = stopped.flatMap((one) => heldBy(one, token))
    ended.push(...stopped.flatMap((one) => droppedBy(one, token)))
    if (held.length > 0) await hold(db, held, now)
    if (ended.length > 0) await finishMessages(db, ended, now)
    return { token, claimed: go, taken: rows.length, ended: ended.length }
  }, pool)
}

/** Those that may be sent at all; the others are over. */
function allow(rows: ClaimedRow[], workspaces: Map<number, ClaimingWorkspace>, token: string) {
  const allowed: Claimed[] = []
  const ended: Finish[] = []
  for (const row of rows) {
    const workspace = workspaces.get(row.workspaceId)
    if (!workspace) continue // being deleted: its messages go with it
    if (row.wasAttempted) {
      ended.push(over(row, token, 'unknown', 'lease_lost'))
      continue
    }
    const content = classOf(row.content)
    const permission = permissionOf(row, content, workspace.settings)
    if (permission.allowed) allowed.push({ row, address: permission.address, workspace, ...content })
    else ended.push(over(row, token, 'suppressed', permission.because))
  }
  return { allowed, ended }
}

function permissionOf(row: ClaimedRow, { isTransactional }: ContentClass, { sendWithoutConsentRecord }: WorkspaceSettings): Permission {
  // A call is not a message to the member: it needs no address, and consent says nothing about it.
  if (row.channel === 'webhook') return row.isCanceled ? { allowed: false, because: 'canceled' } : { allowed: true, address: '' }
  return permit({
    address: row.address,
    consent: row.consent,
    topicConsent: row.topicConsent,
    isTransactional,
    isSuppressed: row.isSuppressed,
    isCanceled: row.isCanceled,
    sendWithoutConsentRecord,
  })
}

async function workspacesOf(db: pg.PoolClient, rows: ClaimedRow[]): Promise<Map<number, ClaimingWorkspace>> {
  const ids = [...new Set(rows.map((row) => row.workspaceId))]
  const found = await sendingWorkspaces(db, ids, [...new Set(rows.flatMap((row) => row.journeyId ?? []))])
  return new Map(found.map((one) => [one.id, { ...one, settings: workspaceSettingsSchema.parse(one.settings) }]))
}

type Stop = Limited['stopped'][number]

function heldBy({ claimed: { row }, release, timeZone }: Stop, token: string): Holding[] {
  if (release.may !== 'hold') return []
  const { because: reason, until } = release
  return [{ shard: row.shard, id: row.id, token, reason, until, timeZone, isNew: row.reason !== reason }]
}

const droppedBy = ({ claimed: { row }, release }: Stop, token: string): Finish[] =>
  release.may === 'drop' ? [over(row, token, 'suppressed', release.because)] : []

const over = ({ shard, id, channel, address }: ClaimedRow, token: string, status: 'unknown' | 'suppressed', reason: string): Finish => ({
  ...{ shard, id, token, status, reason, address: channel === 'webhook' ? null : address },
  ...{ answer: null, detail: null, subject: null, providerId: null, providerRef: null, templateVersionId: null, suppress: false },
})
