import { type InboxPayload, type Lane, LIVE } from '#domain/engine/inbox.ts'
import type { IncomingEvent } from '#domain/event/accept.ts'
import type { Merge, Settlement } from '#domain/member/settle.ts'
import type { Queryable } from '#server/db/pg.ts'
import { type InboxRow, insertInbox } from '#server/sql/insertInbox.ts'
import { settleAndMake } from './identities.ts'

/** An event to accept: validated, with its workspace. Acceptance time and lane are given by seeds and imports alone. */
export type Acceptable = IncomingEvent & { acceptedAt?: Date; lane?: Lane }
export type Accepted = {
  accepted: number
  /** Left out, since their messageId was seen before in the workspace. */
  repeated: number
}

/**
 * Accepts events into the inbox of one workspace, set-based, inside the caller's transaction: settles whose they are
 * (making members as needed), drops repeats by messageId, keeps their order. Ring the bell after the commit.
 */
export async function acceptEvents(
  db: Queryable,
  workspaceId: number,
  items: readonly Acceptable[],
  options: { lane?: Lane } = {},
): Promise<Accepted> {
  if (!items.length) return { accepted: 0, repeated: 0 }
  const owned = items.map((item) => ({ ...item, workspaceId, lane: item.lane ?? options.lane ?? LIVE }))
  const settlement = await settleAndMake(db, owned.map(identified))
  return writeEvents(db, owned, settlement)
}

export type Owned = Acceptable & { workspaceId: number }
export const identified = ({ workspaceId, userId, anonymousId, event }: Owned) => ({
  workspaceId,
  userId,
  anonymousId,
  isAlias: event.kind === 'alias',
})

/** Writes what was settled: one statement. Of items with one messageId the first is kept. */
export async function writeEvents(db: Queryable, items: readonly Owned[], settlement: Settlement): Promise<Accepted> {
  const rows = inboxRows(items, settlement)
  const isEvent = (row: InboxRow) => row.kind === 'event'
  const merges = rows.length - rows.filter(isEvent).length
  const accepted = (await insertInbox(db, rows)) - merges
  return { accepted, repeated: items.length - accepted }
}

function inboxRows(items: readonly Owned[], { targets, born, merges }: Settlement): InboxRow[] {
  const rows: InboxRow[] = []
  const isRepeat = repeats()
  let nextMerge = 0
  items.forEach((item, position) => {
    const { workspaceId, messageId, event, atBirth } = item
    const target = targets[position]
    if (!target) throw new Error('an item was not settled')
    // Before the event that told of it, and in the inboxes of both: what is theirs is one history from this event on.
    for (let merge = merges[nextMerge]; merge?.after === position; merge = merges[++nextMerge]) rows.push(...mergeRows(item, merge))
    if (messageId !== null && isRepeat(workspaceId, messageId)) return
    const payload = JSON.stringify(atBirth && born.has(position) ? { ...event, traits: { ...atBirth, ...event.traits } } : event)
    const { lane = LIVE, acceptedAt = null } = item
    rows.push({ workspaceId, shard: target.shard, memberId: target.id, lane, kind: 'event', payload, messageId, acceptedAt })
  })
  return rows
}

function mergeRows({ workspaceId, lane, acceptedAt }: Owned, { loser, winner }: Merge): InboxRow[] {
  const into: InboxPayload<'merge'> = { winnerShard: winner.shard, winnerId: winner.id, loserShard: loser.shard, loserId: loser.id }
  const shared = { workspaceId, lane: lane ?? LIVE, acceptedAt: acceptedAt ?? null, messageId: null, payload: JSON.stringify(into) }
  return [loser, winner].map(({ shard, id }) => ({ ...shared, shard, memberId: id, kind: 'merge' }))
}

/** Tells, id by id, whether it came before in this batch. */
function repeats(): (workspaceId: number, messageId: string) => boolean {
  const seen = new Map<number, Set<string>>()
  return (workspaceId, messageId) => {
    let ids = seen.get(workspaceId)
    if (!ids) seen.set(workspaceId, (ids = new Set()))
    return ids.size === ids.add(messageId).size
  }
}
