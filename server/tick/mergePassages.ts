import { apply } from '#domain/engine/apply/apply.ts'
import { NOTHING_KNOWN } from '#domain/engine/apply/work.ts'
import { LIVE } from '#domain/engine/inbox.ts'
import type { JourneySettings } from '#domain/journey/settings.ts'
import type { MergeMemberRow, MergePassageRow } from '#server/sql/tick/merge.ts'
import type { Catalog, Catalogs } from './catalog.ts'
import type { Run } from './connection.ts'
import { workOf, worldFor } from './decide.ts'
import { loadPassages, shareOf } from './gather.ts'
import type { Ids } from './ids.ts'
import { number, persist } from './persist.ts'

/** Keys that only number the passages of one member mean nothing to another. */
const NUMBERED = /^(n|merged):/

/**
 * The entry key under which an open passage of the loser goes on as the winner's, or null where the winner's own passages
 * stand against it under the journey's re-entry.
 */
export function fateOf({ id, entryKey, total, open, hasKey }: MergePassageRow, settings: JourneySettings | undefined): string | null {
  const mode = settings?.reentry.mode ?? 'every_time'
  if (mode === 'once' && total > 0) return null
  if ((mode === 'once_at_a_time' || mode === 'after') && open > 0) return null
  if (NUMBERED.test(entryKey)) return `merged:${id}`
  return hasKey ? null : entryKey
}

type Tools = { catalogs: Catalogs; catalog: Catalog; ids: { progress: Ids; message: Ids }; now: number; run: Run }

/** Cancels passages of the loser with the reason "merged", as the tick would: with a line in the walk and in the counters. */
export async function cancelMerged(loser: MergeMemberRow, passageIds: readonly number[], tools: Tools): Promise<void> {
  if (passageIds.length === 0) return
  const { catalogs, catalog, ids, now, run } = tools
  const share = shareOf(loser.shard, [], { ...loser, wakeAt: null, isAssessed: true, hasAliases: false }, catalog)
  share.stream = passageIds.map((progressId) => ({ kind: 'cancel', id: 0, lane: LIVE, at: now, progressId, reason: 'merged' }))
  await loadPassages([share], catalog, catalogs, run)
  const applied = apply(workOf(share), worldFor(loser.workspaceId, catalog, catalogs, now), NOTHING_KNOWN)
  if ('unknown' in applied) throw new Error('A cancellation asked for facts.')
  await persist(await number([{ share, applied }], ids, run), [], { now, shard: loser.shard }, run)
}
