import * as z from 'zod'

/**
 * The one door (DESIGN 3): payloads of engine.inbox rows by kind. What changes a progress, or anything about a member
 * that a journey can see, is one of these, applied by the tick of the member's shard.
 */
const properties = z.record(z.string(), z.json())

/** Something happened to a member. `at` is the event's own time (ISO), clamped to acceptance. */
export const eventPayloadSchema = z.object({
  kind: z.enum(['track', 'page', 'screen', 'identify', 'group', 'alias', 'system']),
  name: z.string(),
  at: z.string(),
  properties,
  context: properties.optional(),
  messageId: z.string().optional(),
  /** Traits to set on the member: identify carries them. null removes. */
  traits: properties.optional(),
  /** Own time more than the workspace's history age before acceptance: stored and counted, starts and wakes nothing. */
  history: z.boolean().optional(),
})
/** An attribute write from the API: set, or remove with null. */
export const changePayloadSchema = z.object({ set: properties })
/** What became of a message. */
export const outcomePayloadSchema = z.object({
  messageId: z.number(),
  outcome: z.enum(['attempted', 'sent', 'delivered', 'opened', 'clicked', 'bounced', 'failed', 'suppressed', 'unknown', 'unsubscribed']),
  at: z.string(),
  detail: properties.optional(),
})
/** An operator's or the system's act on one progress. */
export const commandPayloadSchema = z.discriminatedUnion('do', [
  /** Re-arm a progress parked by a pause: to go on at once, or at `dueAt`. */
  z.object({ do: z.literal('rearm'), progressId: z.number(), dueAt: z.iso.datetime({ offset: true }).optional() }),
  z.object({ do: z.literal('cancel'), progressId: z.number(), reason: z.string() }),
  /** Release a held member: its dead-letter rows are replayed. */
  z.object({ do: z.literal('release') }),
])
/**
 * The loser becomes an alias of the winner. Such a row lies in the inboxes of both, written at once: each member's rows
 * before it are applied before the merge, and each one's rows after it, after.
 */
export const mergePayloadSchema = z.object({
  winnerShard: z.number(),
  winnerId: z.number(),
  loserShard: z.number(),
  loserId: z.number(),
})

export const inboxPayloads = {
  event: eventPayloadSchema,
  change: changePayloadSchema,
  outcome: outcomePayloadSchema,
  command: commandPayloadSchema,
  merge: mergePayloadSchema,
} as const
export type InboxKind = keyof typeof inboxPayloads
export type InboxPayload<K extends InboxKind> = z.infer<(typeof inboxPayloads)[K]>

export const LIVE = 0
export const BULK = 1
export type Lane = typeof LIVE | typeof BULK
