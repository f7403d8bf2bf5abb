import type pg from 'pg'
import { changeAttributes, reservedOf } from '#domain/engine/apply/attributes.ts'
import type { Bag } from '#domain/engine/apply/work.ts'
import { type InboxPayload, mergePayloadSchema } from '#domain/engine/inbox.ts'
import { logOf } from '#server/log.ts'
import { writeAttributes } from '#server/sql/tick/attributes.ts'
import {
  lockShards,
  type MergeHeadRow,
  type MergeMemberRow,
  type MergePassageRow,
  makeAlias,
  mergeConsent,
  mergeExposures,
  mergeHead,
  mergeMember,
  mergePassages,
  mergeSegments,
  movePassages,
  removeMergeRows,
} from '#server/sql/tick/merge.ts'
import { type EpochRow, type ReadRow, readEpoch } from '#server/sql/tick/read.ts'
import type { Catalogs } from './catalog.ts'
import { isPoison, type Run, runner } from './connection.ts'
import { reasonOf } from './gather.ts'
import type { TickIds } from './ids.ts'
import { cancelMerged, fateOf } from './mergePassages.ts'
import { divertAll } from './poison.ts'
import { bagSchema } from './rows.ts'

export type MergeTools = {
  pool: pg.Pool
  clock: { now: Date } | undefined
  catalogs: Catalogs
  ids: TickIds
}

const BEGIN = { name: 'merge_begin', text: 'begin' }
const COMMIT = { name: 'merge_commit', text: 'commit' }
const PATIENCE = { name: 'merge_patience', text: "set local lock_timeout = '2s'" }
const LOCK_NOT_AVAILABLE = '55P03'

/**
 * Merges the members that a row at the head of an inbox names, in a transaction of its own that holds both their shards.
 * False when the other member still has rows or timers before the merge: it is tried again when those are applied.
 */
export async function merge(row: ReadRow, tools: MergeTools): Promise<boolean> {
  const db = await tools.pool.connect()
  const run = runner(db)
  let broken: Error | undefined
  const undo = () =>
    db.query('rollback').catch((e: Error) => {
      broken = e
    })
  try {
    await run(BEGIN)
    const isDone = await mergeLocked(row, tools, run)
    await run(COMMIT)
    tools.ids.keep()
    return isDone
  } catch (error) {
    tools.ids.forget()
    await undo()
    if (error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE) return false
    if (!isPoison(error) && !(error instanceof TypeError) && !isZod(error)) throw error
    await holdLoser(row, error, run)
    return true
  } finally {
    db.release(broken)
  }
}

const isZod = (error: unknown) => error instanceof Error && error.name === 'ZodError'

/** A merge that fails on its data is put aside like any poison, under the lock of its shard. */
async function holdLoser(row: ReadRow, error: unknown, run: Run): Promise<void> {
  logOf('tick').error({ err: error, shard: row.shard, memberId: row.memberId }, 'a merge failed; its member is held')
  await run(BEGIN)
  await run(lockShards, [[row.shard]])
  await divertAll([{ rows: [row], reason: reasonOf(error) }], run)
  await run(COMMIT)
}

type Pair = { loser: MergeMemberRow; winner: MergeMemberRow }

async function mergeLocked(row: ReadRow, tools: MergeTools, run: Run): Promise<boolean> {
  const payload = mergePayloadSchema.parse(row.payload)
  const before = await membersOf(payload, run)
  const shards = [...new Set([payload.loserShard, payload.winnerShard, ...before.map(({ shard }) => shard)])]
  await run(PATIENCE)
  await run(lockShards, [shards])
  const now = await members(payload, run)
  if (now.some((member) => member && !shards.includes(member.shard))) return false // moved on meanwhile: next time
  const remove = (...members: number[]) => run(removeMergeRows, [shards, row.workspace, JSON.stringify(payload), members])
  const [loser, winner] = now
  // A held member keeps its rows, this one too, until it is released; the other need not wait.
  if (loser?.isHeld) {
    await remove(payload.winnerId)
    return true
  }
  if (!loser || !winner || !mayMerge({ loser, winner }, payload)) {
    await remove(payload.loserId, payload.winnerId)
    return true
  }
  if (!(await isAtHead(payload, row, tools, run))) return false
  await mergePair({ loser, winner }, row, tools, run)
  await remove(payload.loserId, payload.winnerId)
  return true
}

/** Already one, or the name has become somebody else's since: two known members are only merged when asked to by name. */
function mayMerge({ loser, winner }: Pair, { loserId }: InboxPayload<'merge'>): boolean {
  if (loser.id === winner.id || loser.workspaceId !== winner.workspaceId) return false
  return loser.id === loserId || loser.userId === null
}

/** Both as they are now: an alias stands for the member it was merged into. */
async function members({ loserShard, loserId, winnerShard, winnerId }: InboxPayload<'merge'>, run: Run) {
  return [await rootOf(loserShard, loserId, run), await rootOf(winnerShard, winnerId, run)] as const
}
const membersOf = async (payload: InboxPayload<'merge'>, run: Run) =>
  (await members(payload, run)).flatMap((member) => (member ? [member] : []))

async function rootOf(shard: number, id: number, run: Run): Promise<MergeMemberRow | undefined> {
  const [member] = await run<MergeMemberRow>(mergeMember, [shard, id])
  if (!member || member.mergedIntoId === null || member.mergedIntoShard === null) return member
  return rootOf(member.mergedIntoShard, member.mergedIntoId, run)
}

/**
 * Whether everything accepted before the merge has been applied, for both. A side whose first row is a merge is ready (this
 * one, or another that it crosses), and so is one without rows.
 */
async function isAtHead(
  { loserShard, loserId, winnerShard, winnerId }: InboxPayload<'merge'>,
  row: ReadRow,
  { clock }: MergeTools,
  run: Run,
): Promise<boolean> {
  for (const [shard, id] of [
    [loserShard, loserId],
    [winnerShard, winnerId],
  ]) {
    const [head] = await run<MergeHeadRow>(mergeHead, [shard, row.lane, row.workspace, id, clock?.now.toISOString() ?? null])
    if (head && head.kind !== null && (head.kind !== 'merge' || head.hasTimer)) return false
  }
  return true
}

async function mergePair({ loser, winner }: Pair, row: ReadRow, tools: MergeTools, run: Run): Promise<void> {
  const [head] = await run<EpochRow>(readEpoch, [tools.clock?.now.toISOString() ?? null])
  if (!head) throw new Error('The catalog has no row.')
  const now = new Date(head.now).toISOString()
  const catalog = await tools.catalogs.at(head.epoch, run)
  const passages = await run<MergePassageRow>(mergePassages, [loser.shard, loser.id, winner.shard, winner.id])
  const fates = passages.map((passage) => ({ passage, fate: fateOf(passage, catalog.journeys.get(passage.journeyId)?.settings) }))
  const canceled = fates.filter(({ fate }) => fate === null).map(({ passage }) => passage.id)
  await cancelMerged(loser, canceled, { ...tools, catalog, now: head.now, run })
  const moved = fates.flatMap(({ passage, fate }) => (fate === null ? [] : [{ id: passage.id, key: fate }]))
  if (moved.length > 0)
    await run(movePassages, [loser.shard, winner.shard, winner.id, moved.map(({ id }) => id), moved.map(({ key }) => key), now])
  await run(mergeConsent, [loser.shard, loser.id, winner.shard, winner.id, now])
  await run(mergeExposures, [loser.shard, loser.id, winner.shard, winner.id])
  await fillAttributes(winner, bagSchema.parse(loser.attributes), { causeId: row.id, now, run })
  await run(makeAlias, [loser.shard, loser.id, winner.shard, winner.id, now])
  await run(mergeSegments, [loser.shard, loser.id, winner.shard, winner.id, row.workspace, now])
}

/** What the winner lacks it takes from the loser; what it has stays. */
async function fillAttributes(winner: MergeMemberRow, from: Bag, { causeId, now, run }: { causeId: number; now: string; run: Run }) {
  const own = bagSchema.parse(winner.attributes)
  const missing = Object.fromEntries(Object.entries(from).filter(([name]) => !Object.hasOwn(own, name)))
  const changed = changeAttributes(own, missing)
  if (!changed) return
  const { email, timeZone } = reservedOf(changed.attributes)
  const { shard, id } = winner
  const [set, changes] = [JSON.stringify(missing), JSON.stringify(changed.changes)]
  await run(writeAttributes, [now, [shard], [id], [set], [email], [timeZone], [shard], [id], [now], [causeId], [changes]])
}
