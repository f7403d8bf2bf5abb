import type { Reach } from '#domain/engine/types.ts'
import type { Channel } from './channel.ts'

/** What is known about a member when a message for them is about to be claimed. */
export type Recipient = {
  address: string | null
  /** null: nothing is recorded. */
  consent: 'granted' | 'denied' | 'pending' | null
  /** The address is on the suppression list: it bounced, complained, or was put there. */
  isSuppressed: boolean
  /** The passage that asked for the message was canceled. */
  isCanceled: boolean
  sendWithoutConsentRecord: boolean
}
export const suppressions = ['no_address', 'canceled', 'suppressed', 'no_consent'] as const
export type Permission = { allowed: true; address: string } | { allowed: false; because: (typeof suppressions)[number] }

/** One mailbox, nothing that could add a header or a second recipient. */
const MAILBOX = /^[^\s@<>()[\],;:"\\]+@[^\s@<>()[\],;:"\\]+$/
const ADDRESS_LENGTH_MAX = 320

/** May this message go out? Asked in the transaction that claims it (DESIGN 4, promise 4). */
export function permit({ address, consent, isSuppressed, isCanceled, sendWithoutConsentRecord }: Recipient): Permission {
  if (isCanceled) return { allowed: false, because: 'canceled' }
  if (!address || address.length > ADDRESS_LENGTH_MAX || !MAILBOX.test(address)) return { allowed: false, because: 'no_address' }
  if (consent === 'denied' || consent === 'pending') return { allowed: false, because: 'no_consent' }
  if (consent === null && !sendWithoutConsentRecord) return { allowed: false, because: 'no_consent' }
  if (isSuppressed) return { allowed: false, because: 'suppressed' }
  return { allowed: true, address }
}

/** Whether a channel reaches the member now, as a decision sees it. A webhook always does; channels without providers never. */
export function reachOf(channel: Channel, recipient: Omit<Recipient, 'isCanceled'>): Reach {
  if (channel === 'webhook') return { ok: true, because: null }
  if (channel !== 'email') return { ok: false, because: 'no_channel' }
  const permission = permit({ ...recipient, isCanceled: false })
  return permission.allowed ? { ok: true, because: null } : { ok: false, because: permission.because }
}
