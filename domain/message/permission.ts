import * as z from 'zod'
import type { Reach } from '#domain/engine/types.ts'
import type { Channel } from './channel.ts'

export type Consent = 'granted' | 'denied' | 'pending'

/** What is known about a member when a message for them is about to be claimed. */
export type Recipient = {
  address: string | null
  /** For the channel as a whole. null: nothing is recorded. */
  consent: Consent | null
  /** For the message's topic; null also when it has none. */
  topicConsent: Consent | null
  /** The member asked for it by what they did: a receipt, a password. */
  isTransactional: boolean
  /** The address is on the suppression list: it bounced, complained, or was put there. */
  isSuppressed: boolean
  /** The passage that asked for the message was canceled. */
  isCanceled: boolean
  sendWithoutConsentRecord: boolean
}
export const suppressions = ['no_address', 'canceled', 'suppressed', 'no_consent', 'no_topic_consent'] as const
export type Permission = { allowed: true; address: string } | { allowed: false; because: (typeof suppressions)[number] }

/** What a message's content says about its class. */
const classSchema = z
  .object({ topic: z.string().catch(''), isTransactional: z.boolean().catch(false) })
  .catch({ topic: '', isTransactional: false })
export type ContentClass = z.infer<typeof classSchema>
export const classOf = (content: unknown): ContentClass => classSchema.parse(content)

/** One mailbox, nothing that could add a header or a second recipient. */
const MAILBOX = /^[^\s@<>()[\],;:"\\]+@[^\s@<>()[\],;:"\\]+$/
const ADDRESS_LENGTH_MAX = 320

/** May this message go out? Asked in the transaction that claims it (DESIGN 4, promise 4). */
export function permit(recipient: Recipient): Permission {
  const { address, isSuppressed, isCanceled } = recipient
  if (isCanceled) return { allowed: false, because: 'canceled' }
  if (!address || address.length > ADDRESS_LENGTH_MAX || !MAILBOX.test(address)) return { allowed: false, because: 'no_address' }
  const refusal = refusalOf(recipient)
  if (refusal) return { allowed: false, because: refusal }
  if (isSuppressed) return { allowed: false, because: 'suppressed' }
  return { allowed: true, address }
}

/**
 * A denied channel refuses everything. Otherwise marketing needs that neither channel nor topic is denied or pending and,
 * where the workspace asks for a record, that one of them is granted; a transactional message needs nothing.
 */
function refusalOf({ consent, topicConsent, isTransactional, sendWithoutConsentRecord }: Recipient) {
  if (consent === 'denied') return 'no_consent'
  if (isTransactional) return null
  if (consent === 'pending') return 'no_consent'
  if (topicConsent === 'denied' || topicConsent === 'pending') return 'no_topic_consent'
  if (consent === null && topicConsent === null && !sendWithoutConsentRecord) return 'no_consent'
  return null
}

/** Whether a channel reaches the member now, as a decision sees it. A webhook always does; channels without providers never. */
export function reachOf(channel: Channel, recipient: Omit<Recipient, 'isCanceled' | 'topicConsent' | 'isTransactional'>): Reach {
  if (channel === 'webhook') return { ok: true, because: null }
  if (channel !== 'email') return { ok: false, because: 'no_channel' }
  const permission = permit({ ...recipient, topicConsent: null, isTransactional: false, isCanceled: false })
  return permission.allowed ? { ok: true, because: null } : { ok: false, because: permission.because }
}
