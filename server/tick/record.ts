import type { PassageChange } from '#domain/engine/apply/work.ts'
import { storeWalk } from '#domain/engine/walk.ts'
import type { ReadRow } from '#server/sql/tick/read.ts'
import { Columns } from './columns.ts'
import type { Decided } from './decide.ts'
import { More, recordMore } from './recordMore.ts'
import { instantText, storedEntry } from './rows.ts'
import type { Tally } from './tally.ts'

/** A decided share whose new rows have ids, in the order of their making. */
export type Numbered = Decided & { progressIds: number[]; messageIds: number[] }

/** What the write says back, as it should be. */
export type Expected = { applied: number; removed: number; fired: number; moved: number }
export type Recorded = { columns: Columns; more: More; expected: Expected }

/** Turns decisions into the parameters of the writes. */
export function record(decided: readonly Numbered[], dropped: readonly ReadRow[], now: number, tally: Tally): Recorded {
  const into: Into = { columns: new Columns(), more: new More(), now }
  const { columns, more } = into
  for (const row of dropped) columns.add(row.kind === 'timer' ? 'fired' : 'removed', row.row)
  for (const one of decided) recordShare(one, into, tally)
  tally.into(columns)
  const count = (table: 'applied' | 'removed' | 'fired' | 'moved') => columns.count(table)
  return { columns, more, expected: { applied: count('applied'), removed: count('removed'), fired: count('fired'), moved: count('moved') } }
}

type Into = { columns: Columns; more: More; now: number }

function recordShare({ share, applied, progressIds, messageIds }: Numbered, into: Into, tally: Tally): void {
  const { columns, more, now } = into
  for (const row of share.rows) columns.add(row.kind === 'event' ? 'applied' : row.kind === 'timer' ? 'fired' : 'removed', row.row)
  for (const row of share.stream) if (row.kind === 'event') tally.event(share.workspaceId, row.event.name, row.at)
  let progress = 0
  let message = 0
  for (const change of applied.changes) {
    const id = change.passage.id ?? progressIds[progress++] ?? 0
    recordChange(change, { id, messageIds: change.messages.length > 0 ? messageIds.slice(message) : NO_IDS }, share, into)
    message += change.messages.length
    tally.passage(share.workspaceId, change)
  }
  recordMore(share, applied, now, more)
}

const NO_IDS: readonly number[] = []

function recordChange(
  change: PassageChange,
  { id, messageIds }: { id: number; messageIds: readonly number[] },
  share: Numbered['share'],
  { columns, more }: Into,
): void {
  const { shard, memberId, workspaceId } = share
  const { passage, versionId, nodeKey, status, reason, visits, walk, messages } = change
  const { journeyId, lane } = passage
  const armed = passage.id === null || change.hasFired ? null : passage.dueAt
  // A timer cannot be taken away and set at the same instant by one statement.
  const dueAt = change.hasFired && change.dueAt !== null && change.dueAt === passage.dueAt ? change.dueAt + 1 : change.dueAt
  const standing = [
    nodeKey,
    status,
    reason,
    visits,
    change.parkedDueAt,
    dueAt,
    change.rest && JSON.stringify(change.rest),
    change.failedAt,
    bag(change.variables),
    change.convertedAt,
  ] as const
  if (passage.id === null) {
    const { entryKey, entry } = passage
    columns.add('started', shard, id, workspaceId, journeyId, versionId, memberId, entryKey, lane, storedEntry(entry), ...standing)
  } else columns.add('moved', shard, id, passage.rowVersion, versionId, ...standing)
  if (dueAt !== null && dueAt !== armed) columns.add('armed', shard, lane, workspaceId, dueAt, id, memberId)
  if (armed !== null && dueAt !== armed) more.add('unarmed', shard, lane, workspaceId, instantText(armed), id, memberId)
  resubscribe(passage.rest?.awaits ?? NONE, change.rest?.awaits ?? NONE, id, share, more)
  if (walk[0]) {
    const stored = storeWalk(walk)
    columns.add('walked', shard, id, walk[0].number, workspaceId, journeyId, stored.visits, stored.saw)
  }
  for (let i = 0; i < messages.length; i++) {
    const message = messages[i]
    if (!message) continue
    const { channel, content, visit, nodeKey: node } = message
    const [of, text] = [messageIds[i] ?? 0, contentText(content)]
    columns.add('created', shard, of, workspaceId, lane, memberId, journeyId, versionId, id, node, visit, channel, text)
  }
}

/** What a node sends is the same for everybody, an object of its plan, and may hold a whole mail. */
const contentTexts = new WeakMap<object, string>()
function contentText(content: object): string {
  const known = contentTexts.get(content)
  if (known !== undefined) return known
  const text = JSON.stringify(content)
  contentTexts.set(content, text)
  return text
}

const NONE: readonly string[] = []

function resubscribe(
  before: readonly string[],
  after: readonly string[],
  id: number,
  { shard, memberId, workspaceId }: Numbered['share'],
  more: More,
): void {
  if (before === after) return
  for (const name of before) if (!after.includes(name)) more.add('unsubscribed', shard, memberId, id, name)
  for (const name of after) if (!before.includes(name)) more.add('subscribed', shard, memberId, id, name, workspaceId)
}

/** An empty bag is null in the row. */
function bag(of: PassageChange['variables']): string | null {
  for (const _ in of) return JSON.stringify(of)
  return null
}
