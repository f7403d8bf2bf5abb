import type { InboxPayload } from '#domain/engine/inbox.ts'
import { isoOf, ownTime, readInstant } from './instant.ts'
import { checkStorable, type Rejection } from './storable.ts'
import { type Bag, batchSchema, itemSchema, LIMITS, type WireItem } from './wire.ts'

export type EventPayload = InboxPayload<'event'>

/** An item that will be stored: whose it is, its deduplication id (null: never a repeat), and the inbox payload. */
export type IncomingEvent = {
  userId: string | null
  /** For an alias: the previous id, which may also have been a userId. */
  anonymousId: string | null
  messageId: string | null
  event: EventPayload
  /** Attributes known from the context, for a member who is new with this event. */
  atBirth?: Bag
}
/** What a batch says once for all its items: a context that goes under each one's, and when it was sent (epoch ms). */
export type Under = { context: Bag | null; sentAt: number | undefined }
export type Reception = {
  /** When the request arrived, epoch ms, by the database's clock. */
  received: number
  historyAfterHours: number
  batch?: Under
  newMessageId: () => string
}

/** A shared context is stored with every item: together they may be this much larger than the request. */
const SHARED_BYTES_MAX = 4 * LIMITS.bodyBytes

/** Opens the envelope of a batch. A rejection is of the whole request. */
export function readEnvelope(body: unknown): { items: unknown[]; under: Under } | Rejection {
  const envelope = batchSchema.safeParse(body)
  if (!envelope.success) return { code: 'invalid', detail: 'is not an object whose "batch" is a list of events', pointer: null }
  const { batch: items, context, sentAt } = envelope.data
  if (items.length > LIMITS.items)
    return { code: 'too_large', detail: `has ${items.length} events; a batch may have ${LIMITS.items}`, pointer: '/batch' }
  const storable = checkStorable({ context })
  if ('code' in storable) return storable
  if (storable.bytesAtMost * items.length > SHARED_BYTES_MAX * 6)
    return { code: 'too_large', detail: 'is too large for so many events', pointer: '/context' }
  return { items, under: { context: Object.keys(context).length ? context : null, sentAt: readInstant(sentAt) } }
}

/**
 * Reads one item of the tracking API. What is refused is a value, so that the rest of its batch goes on.
 * `defaultType` is the type that the path names, for requests that carry one item.
 */
export function readItem(raw: unknown, reception: Reception, defaultType?: string): IncomingEvent | Rejection {
  const storable = checkStorable(raw)
  if ('code' in storable) return storable
  if (storable.bytesAtMost > LIMITS.itemBytes) {
    const bytes = new TextEncoder().encode(JSON.stringify(raw)).length
    if (bytes > LIMITS.itemBytes) return tooLarge(bytes)
  }
  const parsed = itemSchema.safeParse(defaultType && isObject(raw) ? { ...raw, type: defaultType } : raw)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return { code: 'invalid', detail: issue?.message ?? 'is not valid', pointer: issue?.path.length ? `/${issue.path.join('/')}` : null }
  }
  const item = parsed.data
  return checkIdentity(item) ?? incoming(item, reception)
}

export const tooLarge = (bytes: number): Rejection => ({
  code: 'too_large',
  detail: `has ${bytes} bytes; an event may have ${LIMITS.itemBytes}`,
  pointer: null,
})

function checkIdentity(item: WireItem): Rejection | undefined {
  const missing = (field: string, detail: string) => ({ code: 'missing_identity', detail, pointer: `/${field}` })
  if (item.type === 'alias') {
    if (!item.userId) return missing('userId', 'is needed: the id that stays')
    return item.previousId ? undefined : missing('previousId', 'is needed: the id that was used before')
  }
  if (!item.userId && !item.anonymousId) return missing('userId', 'is needed, or an anonymousId')
  if (item.type === 'group' && !item.groupId) return missing('groupId', 'is needed')
  return undefined
}

function incoming(item: WireItem, { received, historyAfterHours, batch, newMessageId }: Reception): IncomingEvent {
  const original = readInstant(item.originalTimestamp) ?? readInstant(item.timestamp)
  const at = ownTime(received, original, readInstant(item.sentAt) ?? batch?.sentAt)
  const context = batch?.context ? { ...batch.context, ...item.context } : item.context
  const event: EventPayload = contentOf(item, isoOf(at), item.messageId ?? newMessageId())
  if (Object.keys(context).length > 0) event.context = context
  if (at < received - historyAfterHours * 3_600_000) event.history = true
  const read: IncomingEvent = {
    userId: item.userId,
    anonymousId: item.type === 'alias' ? item.previousId : item.anonymousId,
    messageId: item.messageId,
    event,
  }
  const atBirth = attributesOfContext(context)
  if (atBirth) read.atBirth = atBirth
  return read
}

/** Types other than track have no name of their own: they are known by their type. */
function contentOf(item: WireItem, at: string, messageId: string): EventPayload {
  const { type: kind } = item
  switch (kind) {
    case 'track':
      return { kind, name: item.event, at, messageId, properties: item.properties }
    case 'identify':
      return { kind, name: kind, at, messageId, properties: {}, traits: item.traits }
    case 'page':
    case 'screen': {
      const named = { ...(item.name && { name: item.name }), ...(item.category && { category: item.category }) }
      return { kind, name: kind, at, messageId, properties: { ...item.properties, ...named } }
    }
    case 'group':
      return { kind, name: kind, at, messageId, properties: { ...item.traits, groupId: item.groupId } }
    case 'alias':
      return { kind, name: kind, at, messageId, properties: { previousId: item.previousId } }
  }
}

/** Time zone and language as the client's device says them. */
function attributesOfContext(context: Bag): Bag | undefined {
  const { timezone, locale } = context
  if (typeof timezone !== 'string' && typeof locale !== 'string') return undefined
  return { ...(typeof timezone === 'string' && { timezone }), ...(typeof locale === 'string' && { locale }) }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value)
