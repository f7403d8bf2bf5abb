import type { PassageChange } from '#domain/engine/apply/work.ts'
import { storeWalk } from '#domain/engine/walk.ts'
import type { ReadRow } from '#server/sql/tick/read.ts'
import { Columns } from './columns.ts'
import type { Decided } from './decide.ts'
import { storedEntry } from './rows.ts'
import type { Tally } from './tally.ts'

/** A decided share whose new rows have ids, in the order of their making. */
export type Numbered = Decided & { progressIds: number[]; messageIds: number[] }

/** What the write says back, as it should be. */
export type Expected = { applied: number; removed: number; fired: number; moved: number }

/** Turns decisions into the parameters of the write. */
export function record(decided: readonly Numbered[], dropped: readonly ReadRow[], tally: Tally): { columns: Columns; expected: Expected } {
  const columns = new Columns()
  for (const row of dropped) columns.add(row.kind === 'timer' ? 'fired' : 'removed', row.row)
  for (const one of decided) recordShare(one, columns, tally)
  tally.into(columns)
  const count = (table: 'applied' | 'removed' | 'fired' | 'moved') => columns.count(table)
  return { columns, expected: { applied: count('applied'), removed: count('removed'), fired: count('fired'), moved: count('moved') } }
}

function recordShare({ share, applied, progressIds, messageIds }: Numbered, columns: Columns, tally: Tally): void {
  for (const row of share.rows) columns.add(row.kind === 'event' ? 'applied' : row.kind === 'timer' ? 'fired' : 'removed', row.row)
  for (const row of share.stream) if (row.kind === 'event') tally.event(share.workspaceId, row.event.name, row.at)
  let progress = 0
  let message = 0
  for (const change of applied.changes) {
    const id = change.passage.id ?? progressIds[progress++] ?? 0
    recordChange(change, id, messageIds.slice(message, message + change.messages.length), share, columns)
    message += change.messages.length
    tally.passage(share.workspaceId, change)
  }
}

function recordChange(change: PassageChange, id: number, messageIds: number[], share: Numbered['share'], columns: Columns): void {
  const { shard, memberId, workspaceId } = share
  const { passage, nodeKey, status, reason, visits, dueAt, walk, messages } = change
  const { journeyId, versionId, lane } = passage
  const parked = instant(change.parkedDueAt)
  if (passage.id === null) {
    const { entryKey, entry } = passage
    const stored = storedEntry(entry)
    columns.add(
      'started',
      shard,
      id,
      workspaceId,
      journeyId,
      versionId,
      memberId,
      entryKey,
      lane,
      nodeKey,
      status,
      reason,
      visits,
      parked,
      stored,
    )
  } else columns.add('moved', shard, id, passage.rowVersion, nodeKey, status, reason, visits, parked)
  if (dueAt !== null) columns.add('armed', shard, lane, workspaceId, instant(dueAt), id, memberId)
  if (walk[0]) {
    const stored = storeWalk(walk)
    columns.add('walked', shard, id, walk[0].number, workspaceId, journeyId, stored.visits, stored.saw)
  }
  for (let i = 0; i < messages.length; i++) {
    const message = messages[i]
    if (!message) continue
    const { channel, content, visit, nodeKey: node } = message
    const [of, text] = [messageIds[i] ?? 0, JSON.stringify(content)]
    columns.add('created', shard, of, workspaceId, lane, memberId, journeyId, versionId, id, node, visit, channel, text)
  }
}

const instant = (at: number | null) => (at === null ? null : new Date(at).toISOString())
