import * as z from 'zod'
import { instantSchema } from '#domain/api/common.ts'

const bag = z.record(z.string(), z.json())

/** Something that happened to a member, as the API shows it: its own time, and when we accepted it. */
export const eventSchema = z
  .object({
    id: z.string(), // "<shard>-<id>"
    kind: z.enum(['track', 'page', 'screen', 'identify', 'group', 'alias', 'system']),
    name: z.string(),
    at: instantSchema,
    acceptedAt: instantSchema,
    messageId: z.string().nullable(),
    member: z.object({ id: z.string(), userId: z.string().nullable(), name: z.string().nullable(), email: z.string().nullable() }),
    properties: bag,
    /** What an identify set on the member. */
    traits: bag.nullable(),
    context: bag,
  })
  .meta({ id: 'Event' })
export type EventResource = z.infer<typeof eventSchema>

export const eventNameSchema = z
  .object({
    name: z.string(),
    /** In the last 30 days. */
    count: z.number().int(),
    total: z.number().int(),
    lastSeenAt: instantSchema.nullable(),
  })
  .meta({ id: 'EventName' })
export type EventName = z.infer<typeof eventNameSchema>

export const eventPropertySchema = z
  .object({
    /** With dots into nested objects. */
    name: z.string(),
    types: z.array(z.enum(['text', 'number', 'boolean', 'instant', 'list', 'object', 'null'])),
    /** Of the events looked at, how many had it. */
    count: z.number().int(),
    /** Up to five different values, as text. */
    examples: z.array(z.string()),
  })
  .meta({ id: 'EventProperty' })
export type EventProperty = z.infer<typeof eventPropertySchema>

export const rejectedEventSchema = z
  .object({
    id: z.string(),
    at: instantSchema,
    code: z.string(),
    detail: z.string(),
    /** JSON Pointer to the part at fault. */
    pointer: z.string().nullable(),
    messageId: z.string().nullable(),
    key: z.object({ id: z.string(), name: z.string() }).nullable(),
    /** As it came, cut at 32 KiB. */
    item: z.string(),
  })
  .meta({ id: 'RejectedEvent' })
export type RejectedEvent = z.infer<typeof rejectedEventSchema>

/** What became of events sent to the API. */
export const receiptSchema = z
  .object({
    accepted: z.number().int(),
    repeated: z.number().int(),
    rejected: z.array(
      z.object({
        index: z.number().int(),
        code: z.string(),
        detail: z.string(),
        pointer: z.string().nullable(),
        messageId: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Receipt' })
export type Receipt = z.infer<typeof receiptSchema>
