import type { Channel } from '#domain/message/channel.ts'

/** A message ready to be handed over. */
export type Outgoing = {
  shard: number
  id: number
  workspaceId: number
  memberId: number
  channel: Channel
  from: { name: string; address: string }
  to: string
  subject: string
  html: string
  text: string
  /** Without angle brackets; carries our id. */
  messageId: string
  headers: Record<string, string>
}

/** What became of one hand-over. `detail` is the other side's own words. */
export type Delivery =
  | { became: 'accepted'; ref: string | null }
  /** Not accepted and never will be. `suppress`: the address does not exist. */
  | { became: 'refused'; reason: 'rejected'; detail: string; suppress: boolean }
  /** Certainly not accepted; this message may be, later. */
  | { became: 'deferred'; detail: string }
  /** Certainly not accepted; nothing can be handed over for now, and it is not this message's fault. */
  | { became: 'unavailable'; reason: 'unreachable' | 'credentials'; detail: string }
  /** The bytes had left when the answer went missing: it may or may not have been accepted. */
  | { became: 'unknown'; detail: string }

/** An account that delivers a channel. */
export interface Provider {
  /** Hand-overs at once. */
  readonly concurrency: number
  /** Messages per hand-over. */
  readonly batch: number
  /** Handing over the same message twice has the effect of once: no attempt is ever in doubt. */
  readonly isIdempotent: boolean
  /** One delivery per message, in order. Throws only on a bug or when PostgreSQL is away; then nothing was accepted. */
  deliver(messages: Outgoing[]): Promise<Delivery[]>
  close(): Promise<void>
}
