import type { MessageLeaf, MessageOutcome } from '#domain/condition/document.ts'
import { leafCounts, nextExpiryOf, type PastEvent, windowStart } from '#domain/condition/memory.ts'
import { leafKey } from '#domain/condition/reads.ts'
import type { Facts, LiveSegment } from '#domain/engine/types.ts'
import { windowMs } from '#domain/time/zone.ts'
import { type Known, type MessageKnown, messageKey, reachKey } from './work.ts'

/** What became of a message in this tick. */
export type Told = { messageId: number; outcome: string; at: number; about: MessageKnown }

export type Overlay = {
  known: Known
  /** Applied in this tick so far. */
  events: readonly PastEvent[]
  told: readonly Told[]
  now: number
  timeZone: () => string
  /** Where the member's mail goes. */
  address: () => string | null
  isIn: (segmentId: number) => boolean
  segments: readonly LiveSegment[]
}

/**
 * A member's history as one row of its stream sees it: what was applied before the tick, and, in memory, what the tick has
 * applied so far with the row in hand. None that comes after, however many share the batch.
 *
 * @param progressId the passage in hand, for leaves that count its messages; null for one that the tick opened
 */
export function factsOf({ known, events, told, now, timeZone, address, isIn, segments }: Overlay, progressId: number | null): Facts {
  const here = (leaf: Parameters<Facts['count']>[0]) => {
    const start = windowStart(leaf, now)
    return events.filter((event) => (start === null || event.at > start) && leafCounts(leaf, event, timeZone()))
  }
  const messagesOf = (leaf: MessageLeaf): ReadonlyMap<number, number> | undefined => {
    if (leaf.message.node !== undefined && progressId === null) return NONE
    const before = known.messages.get(messageKey({ leaf, progressId }))
    if (!before) return undefined
    const added = told.filter((one) => isCounted(leaf, one, progressId) && !before.has(one.messageId))
    const all = added.length === 0 ? before : new Map([...before, ...added.map(({ messageId, at }) => [messageId, at] as const)])
    if (leaf.within === undefined) return all
    const start = now - windowMs(leaf.within)
    return new Map([...all].filter(([, at]) => at > start))
  }
  return {
    count: (leaf) => {
      const before = known.counts.get(leafKey(leaf))
      return before && before.count + here(leaf).length
    },
    nextExpiry: (leaf) => {
      const firstAt = known.counts.get(leafKey(leaf))?.firstAt ?? null
      return nextExpiryOf(leaf, firstAt === null ? here(leaf) : [{ at: firstAt }, ...here(leaf)])
    },
    messages: (leaf) => messagesOf(leaf)?.size,
    nextMessageExpiry: (leaf) => {
      const counted = [...(messagesOf(leaf)?.values() ?? [])]
      return leaf.within === undefined || counted.length === 0 ? null : Math.min(...counted) + windowMs(leaf.within)
    },
    inSegment: (key) => segments.some((segment) => segment.key === key && isIn(segment.id)),
    reach: (channel) => known.reach.get(reachKey({ channel, address: address() })),
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
