import type { PastEvent } from '#domain/condition/memory.ts'
import type { Bag } from '#domain/engine/apply/work.ts'
import type { EventInHand } from '#domain/engine/types.ts'
import type { Channel } from '#domain/message/channel.ts'
import type { Consent } from '#domain/message/permission.ts'

/** One thing that came to a member, at its own time. */
export type Happened =
  /** `traits` are set on the member first; null removes. */
  { event: EventInHand; traits: Bag | null } | { at: number; set: Bag }

export const timeOf = (happened: Happened): number => ('event' in happened ? happened.event.at : happened.at)

/** A member as it stood when the window began, and what came then. Stored or made up: the driver does not know. */
export type Player = {
  id: number
  userId: string | null
  attributes: Bag
  /** Events before the window, by their own times: history, which conditions see and nothing starts. */
  before: readonly PastEvent[]
  /** By their own times; ties in the order of their acceptance. */
  happened: readonly Happened[]
  /** By consentKey. As of now, since they are not known as of then. */
  consents: ReadonlyMap<string, Consent>
  suppressed: ReadonlySet<Channel>
}

/** Consent is given to a channel, or to a topic on it. */
export const consentKey = (channel: string, topic = '') => (topic === '' ? channel : `${channel} ${topic}`)
