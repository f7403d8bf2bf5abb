import * as z from 'zod'
import type { Json } from '#domain/engine/types.ts'

export type Bag = { [key: string]: Json }

/** What one item, one request and one name may measure. Bytes are of UTF-8. */
export const LIMITS = { itemBytes: 32 * 1024, bodyBytes: 500 * 1024, items: 2_500, nameChars: 255, depth: 10, keys: 500 } as const

export const eventTypes = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const
export type EventType = (typeof eventTypes)[number]

const tooLong = `has more than ${LIMITS.nameChars} characters`
type Issues = { addIssue: (message: string) => void }
/**
 * Each field is one transform rather than a union with a default and a refinement: every item of every batch passes here.
 * Ids come as strings or numbers; null and blank mean that there is none.
 */
const id = z
  .unknown()
  .optional()
  .transform((value, issues: Issues): string | null => {
    if (value === undefined || value === null) return null
    if (typeof value !== 'string' && typeof value !== 'number') issues.addIssue('must be a string')
    const text = String(value).trim()
    if (text.length > LIMITS.nameChars) issues.addIssue(tooLong)
    return text || null
  })
const name = z.string({ error: 'must be a string' }).trim().max(LIMITS.nameChars, { error: tooLong })
/** An object out of JSON.parse: what is in it is JSON already, and was walked. */
const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null && !Array.isArray(value)
const bag = z
  .unknown()
  .optional()
  .transform((value, issues: Issues): Bag => {
    if (isBag(value)) return value
    if (value !== undefined && value !== null) issues.addIssue('must be an object')
    return {}
  })
const instant = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' || typeof value === 'number' ? value : undefined))

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
