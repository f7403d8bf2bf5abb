import { z } from 'zod'
import type { Json } from '#domain/engine/types.ts'

export type Bag = { [key: string]: Json }

/** What one item, one request and one name may measure. Bytes are of UTF-8. */
export const LIMITS = { itemBytes: 32 * 1024, bodyBytes: 500 * 1024, items: 2_500, nameChars: 255, depth: 10, keys: 500 } as const

export const eventTypes = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const
export type EventType = (typeof eventTypes)[number]

const tooLong = `has more than ${LIMITS.nameChars} characters`
/** Ids come as strings or numbers; null and blank mean that there is none. */
const id = z
  .union([z.string(), z.number()], { error: 'must be a string' })
  .nullish()
  .transform((value) => (value === null || value === undefined ? null : String(value).trim() || null))
  .refine((value) => value === null || value.length <= LIMITS.nameChars, { error: tooLong })
const name = z.string({ error: 'must be a string' }).trim().max(LIMITS.nameChars, { error: tooLong })
/** An object out of JSON.parse: what is in it is JSON already, and walking it twice would be the largest cost of an item. */
const bag = z
  .custom<Bag>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), { error: 'must be an object' })
  .nullish()
  .transform((value) => value ?? {})
const instant = z.union([z.string(), z.number()]).nullish().catch(undefined)

/**
 * One item of the Segment HTTP Tracking API. Unknown fields are ignored, as every client sends some. Times are read
 * leniently and never refuse an item.
 */
const common = {
  messageId: id,
  userId: id,
  anonymousId: id,
  context: bag,
  timestamp: instant,
  originalTimestamp: instant,
  sentAt: instant,
}
const required = (what: string) => name.min(1, { error: what })
export const itemSchema = z.discriminatedUnion(
  'type',
  [
    z.object({ ...common, type: z.literal('track'), event: required('needs a name'), properties: bag }),
    z.object({ ...common, type: z.literal('identify'), traits: bag }),
    z.object({ ...common, type: z.literal('page'), name: name.nullish(), category: name.nullish(), properties: bag }),
    z.object({ ...common, type: z.literal('screen'), name: name.nullish(), category: name.nullish(), properties: bag }),
    z.object({ ...common, type: z.literal('group'), groupId: id, traits: bag }),
    z.object({ ...common, type: z.literal('alias'), previousId: id }),
  ],
  { error: `must be one of ${eventTypes.join(', ')}` },
)
export type WireItem = z.infer<typeof itemSchema>

/** The envelope of a batch. Its context goes under each item's. */
export const batchSchema = z.object({ batch: z.array(z.unknown()), context: bag, sentAt: instant })
