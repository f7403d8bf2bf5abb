import type { EventLeaf, MessageLeaf, MessageOutcome } from '#domain/condition/document.ts'
import { leafCounts, nextExpiryOf, type PastEvent, windowStart } from '#domain/condition/memory.ts'
import { leafKey } from '#domain/condition/reads.ts'
import type { Facts, LiveSegment, MemberFacts, Reach } from '#domain/engine/types.ts'
import type { Channel } from '#domain/message/channel.ts'
import { windowMs, zoneOf } from '#domain/time/zone.ts'
import { addressOf } from './attributes.ts'
import { type Known, type Membership, type MessageKnown, messageKey, reachKey } from './work.ts'

/** What became of a message in this tick. */
export type Told = { messageId: number; outcome: string; at: number; about: MessageKnown }

/** What facts look at, as it stands when they are asked: of a turn, the turn itself. */
export type Overlay = {
  readonly known: Known
  /** Applied in this tick so far. */
  readonly events: readonly PastEvent[]
  readonly told: readonly Told[]
  readonly member: MemberFacts
  readonly segments: ReadonlyMap<number, Membership>
  readonly world: { readonly now: number; readonly segments: readonly LiveSegment[] }
}

/**
 * A member's history as one row of its stream sees it: what was applied before the tick, and, in memory, what the tick has
 * applied so far with the row in hand. None that comes after, however many share the batch.
 *
 * @param progressId the passage in hand, for leaves that count its messages; null for one that the tick opened
 */
export const factsOf = (overlay: Overlay, progressId: number | null): Facts => new FactsInHand(overlay, progressId)

/** A class, for it is made for every row: functions of its own would cost more than what is asked of it. */
class FactsInHand implements Facts {
  readonly #overlay: Overlay
  readonly #progressId: number | null

  constructor(overlay: Overlay, progressId: number | null) {
    this.#overlay = overlay
    this.#progressId = progressId
  }

  count(leaf: EventLeaf): number | undefined {
    const before = this.#overlay.known.counts.get(leafKey(leaf))
    return before && before.count + this.#here(leaf).length
  }

  nextExpiry(leaf: EventLeaf): number | null {
    const firstAt = this.#overlay.known.counts.get(leafKey(leaf))?.firstAt ?? null
    return nextExpiryOf(leaf, firstAt === null ? this.#here(leaf) : [{ at: firstAt }, ...this.#here(leaf)])
  }

  messages(leaf: MessageLeaf): number | undefined {
    return this.#messagesOf(leaf)?.size
  }

  nextMessageExpiry(leaf: MessageLeaf): number | null {
    const counted = [...(this.#messagesOf(leaf)?.values() ?? [])]
    return leaf.within === undefined || counted.length === 0 ? null : Math.min(...counted) + windowMs(leaf.within)
  }

  inSegment(key: string): boolean {
    const { segments, world } = this.#overlay
    return world.segments.some((segment) => segment.key === key && segments.get(segment.id)?.isIn === true)
  }

  reach(channel: Channel): Reach | undefined {
    const { known, member } = this.#overlay
    return known.reach.get(reachKey({ channel, address: addressOf(member) }))
  }

  #here(leaf: EventLeaf): PastEvent[] {
    const { events, member, world } = this.#overlay
    const start = windowStart(leaf, world.now)
    return events.filter((event) => (start === null || event.at > start) && leafCounts(leaf, event, zoneOf(member.timeZone)))
  }

  #messagesOf(leaf: MessageLeaf): ReadonlyMap<number, number> | undefined {
    const { known, told, world } = this.#overlay
    const progressId = this.#progressId
    if (leaf.message.node !== undefined && progressId === null) return NONE
    const before = known.messages.get(messageKey({ leaf, progressId }))
    if (!before) return undefined
    const added = told.filter((one) => isCounted(leaf, one, progressId) && !before.has(one.messageId))
    const all = added.length === 0 ? before : new Map([...before, ...added.map(({ messageId, at }) => [messageId, at] as const)])
    if (leaf.within === undefined) return all
    const start = world.now - windowMs(leaf.within)
    return new Map([...all].filter(([, at]) => at > start))
  }
}

const NONE: ReadonlyMap<number, number> = new Map()

/** Outcomes of the sender under the names that conditions use. */
const named: Partial<Record<string, MessageOutcome>> = {
  sent: 'sent',
  delivered: 'delivered',
  opened: 'opened',
  clicked: 'clicked',
  bounced: 'bounced',
  failed: 'failed',
  suppressed: 'suppressed',
}

function isCounted({ message }: MessageLeaf, { outcome, about }: Told, progressId: number | null): boolean {
  if (named[outcome] !== message.outcome) return false
  if (message.node !== undefined && (about.nodeKey !== message.node || about.progressId !== progressId)) return false
  if (message.template !== undefined && about.template !== message.template) return false
  if (message.channel !== undefined && about.channel !== message.channel) return false
  return message.journey === undefined || String(about.journeyId) === message.journey
}
