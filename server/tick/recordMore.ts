import type { Applied } from '#domain/engine/apply/work.ts'
import type { InboxPayload } from '#domain/engine/inbox.ts'
import { entryEvents } from '#domain/event/system.ts'
import { type MoreTable, moreColumns, moreTables } from '#server/sql/tick/writeMore.ts'
import type { Share } from './gather.ts'
import { MEMBER_TIMER, storedEntry } from './rows.ts'

type Cell = number | string | boolean | null | object

/** The rows of the statement that most ticks do not need: a list of objects a table. */
export class More {
  readonly #rows = new Map<MoreTable, object[]>()

  add(table: MoreTable, ...cells: Cell[]): void {
    const row = Object.fromEntries(moreColumns(table).map((name, i) => [name, cells[i] ?? null]))
    const before = this.#rows.get(table)
    if (before) before.push(row)
    else this.#rows.set(table, [row])
  }

  get isEmpty(): boolean {
    return this.#rows.size === 0
  }

  count(table: MoreTable): number {
    return this.#rows.get(table)?.length ?? 0
  }

  /** A JSON array a table, in the order of the statement's parameters. */
  parameters(): string[] {
    return moreTables.map((table) => JSON.stringify(this.#rows.get(table) ?? []))
  }
}

/** What became of a member beside its passages. */
export function recordMore(share: Share, applied: Applied, now: number, more: More): void {
  const { shard, memberId, workspaceId } = share
  for (const { journeyId, nodeKey, at, event, because, saw } of applied.refusals) {
    const stored: object = JSON.parse(storedEntry(event))
    more.add('refused', shard, memberId, journeyId, instant(at), workspaceId, nodeKey, because, stored, saw)
  }
  for (const { effect, lane, hops, journeyId } of applied.sent) {
    const { kind, payload } = inboxRow(effect, { now, hops, journeyId })
    more.add('sent', shard, lane, workspaceId, memberId, kind, payload)
  }
  for (const { journeyId, nodeKey, arm, salt } of applied.exposed)
    more.add('exposed', shard, memberId, journeyId, nodeKey, salt, arm, instant(now), workspaceId)
  for (const { moveId, left } of applied.moved) more.add('carried', moveId, shard, left ? 0 : 1, left ? 1 : 0)
  for (const { segmentId, membership, flips } of applied.segments) {
    const { isIn, since, changesAt } = membership
    more.add('belonging', shard, memberId, segmentId, workspaceId, isIn, instant(since), changesAt === null ? null : instant(changesAt))
    for (const [number, flip] of flips.entries())
      more.add('flipped', shard, memberId, instant(flip.at), segmentId, number, flip.isIn, workspaceId)
  }
  if (applied.wakeAt !== undefined) wakeAt(share, applied.wakeAt, more)
}

const instant = (at: number) => new Date(at).toISOString()

/** The member's own timer, in the live lane. The one that was due in this tick went with its row. */
function wakeAt({ shard, memberId, workspaceId, wakeAt: before, stream }: Share, after: number | null, more: More): void {
  const hasFired = stream.some(({ kind }) => kind === 'wake')
  if (before !== null && !hasFired && before !== after) more.add('unarmed', shard, 0, workspaceId, instant(before), MEMBER_TIMER, memberId)
  if (after !== null && (after !== before || hasFired))
    more.add('armedMember', shard, 0, workspaceId, instant(after), MEMBER_TIMER, memberId)
  more.add('woken', shard, memberId, after === null ? null : instant(after))
}

type About = { now: number; hops: number; journeyId: number }

function inboxRow(effect: Applied['sent'][number]['effect'], { now, hops, journeyId }: About): { kind: string; payload: object } {
  const at = instant(now)
  switch (effect.do) {
    case 'emit': {
      const payload: InboxPayload<'event'> = { kind: 'track', name: effect.name, at, properties: effect.properties, hops }
      return { kind: 'event', payload }
    }
    case 'enter': {
      const properties = { ...effect.context, fromJourneyId: String(journeyId) }
      const payload: InboxPayload<'entry'> = { journeyId: effect.journeyId, by: 'journey', name: entryEvents.journey, at, properties, hops }
      return { kind: 'entry', payload }
    }
    case 'leave': {
      const payload: InboxPayload<'command'> = { do: 'leave', journeyId: effect.journeyId, reason: effect.reason }
      return { kind: 'command', payload }
    }
  }
}
