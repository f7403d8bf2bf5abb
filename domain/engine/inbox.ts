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
  /** How many journeys have handed this on to one another. */
  hops: z.number().int().optional(),
})
/** An attribute write from the API: set, or remove with null. */
const texts = z.array(z.string())
export const changePayloadSchema = z.object({
  set: properties,
  /** Put on and taken off the attribute `tags` as it is then. */
  tags: z.object({ add: texts, remove: texts }).optional(),
})
/** What became of a message. */
export const outcomePayloadSchema = z.object({
  messageId: z.number(),
  outcome: z.enum(['attempted', 'sent', 'delivered', 'opened', 'clicked', 'bounced', 'failed', 'suppressed', 'unknown', 'unsubscribed']),
  at: z.string(),
  detail: properties.optional(),
})
/** What came of a call (domain/engine/decision.ts). */
const answerSchema = z.object({ ok: z.boolean(), status: z.number().nullable(), body: z.json(), reason: z.string().nullable() })

/** An operator's or the system's act, on one progress or on the member. */
export const commandPayloadSchema = z.discriminatedUnion('do', [
  /** Re-arm a progress parked by a pause: to go on at once, or at `dueAt`; one that is `tooLate` is canceled. */
  z.object({
    do: z.literal('rearm'),
    progressId: z.number(),
    dueAt: z.iso.datetime({ offset: true }).optional(),
    tooLate: z.boolean().optional(),
  }),
  z.object({ do: z.literal('cancel'), progressId: z.number(), reason: z.string() }),
  /** Every open passage of the member in a journey is canceled. */
  z.object({ do: z.literal('leave'), journeyId: z.number(), reason: z.string() }),
  /** The answer to the call that this visit made. */
  z.object({ do: z.literal('answer'), progressId: z.number(), visit: z.number(), answer: answerSchema }),
  /** A progress in ERROR goes on: at the node that failed once more, past it, or at another node of its version. */
  z.object({ do: z.literal('retry'), progressId: z.number(), skips: z.boolean(), nodeKey: z.string().optional() }),
  /** A progress in ERROR is given up: it is canceled. */
  z.object({ do: z.literal('exit'), progressId: z.number(), reason: z.string() }),
  /** A progress goes over to a later version (domain/journey/moves.ts). `moveId`: the row of engine.version_move that counts it. */
  z.object({
    do: z.literal('move'),
    progressId: z.number(),
    versionId: z.number(),
    moves: z.record(z.string(), z.string().nullable()).nullable(),
    moveId: z.number().optional(),
  }),
  /** Segments and dates of the member are reckoned anew. */
  z.object({ do: z.literal('evaluate') }),
  /** Release a held member: its dead-letter rows are replayed. */
  z.object({ do: z.literal('release') }),
])
/**
 * The member enters a journey, if it lets it in: at the trigger `nodeKey`, without it at the journey's first of the kind
 * `trigger.<by>`. `name` and `properties` are the entry event's.
 */
export const entryPayloadSchema = z.object({
  journeyId: z.number(),
  by: z.enum(['api', 'schedule', 'journey']),
  nodeKey: z.string().optional(),
  name: z.string(),
  at: z.string(),
  properties,
  hops: z.number().int().optional(),
})
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
  entry: entryPayloadSchema,
  merge: mergePayloadSchema,
} as const
export type InboxKind = keyof typeof inboxPayloads
export type InboxPayload<K extends InboxKind> = z.infer<(typeof inboxPayloads)[K]>

export const LIVE = 0
export const BULK = 1
export type Lane = typeof LIVE | typeof BULK
