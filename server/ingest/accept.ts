import { type InboxPayload, type Lane, LIVE } from '#domain/engine/inbox.ts'
import type { IncomingEvent } from '#domain/event/accept.ts'
import type { Settlement } from '#domain/member/settle.ts'
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
  const ids = new Set<string>()
  let nextMerge = 0
  items.forEach((item, position) => {
    const { workspaceId, messageId, event, atBirth } = item
    const target = targets[position]
    if (!target) throw new Error('an item was not settled')
    const shared = { workspaceId, lane: item.lane ?? LIVE, acceptedAt: item.acceptedAt ?? null }
    // Before the event that told of it, and in the inboxes of both: what is theirs is one history from this event on.
    for (let merge = merges[nextMerge]; merge?.after === position; merge = merges[++nextMerge]) {
      const { loser, winner } = merge
      const into: InboxPayload<'merge'> = { winnerShard: winner.shard, winnerId: winner.id, loserShard: loser.shard, loserId: loser.id }
      for (const { shard, id } of [loser, winner])
        rows.push({ ...shared, shard, memberId: id, kind: 'merge', messageId: null, payload: JSON.stringify(into) })
    }
    const isRepeat = messageId !== null && ids.has(`${workspaceId} ${messageId}`)
    if (messageId !== null) ids.add(`${workspaceId} ${messageId}`)
    const payload = atBirth && born.has(position) ? { ...event, traits: { ...atBirth, ...event.traits } } : event
    if (!isRepeat)
      rows.push({ ...shared, shard: target.shard, memberId: target.id, kind: 'event', messageId, payload: JSON.stringify(payload) })
  })
  return rows
}
