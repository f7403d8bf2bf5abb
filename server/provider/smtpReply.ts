import type { Delivery } from './provider.ts'

type SmtpError = { code?: string; responseCode?: number; response?: string; command?: string; message: string }

/**
 * What an SMTP failure means (RFC 5321 4.2, RFC 3463). A reply is certain: 5yz will not be accepted, 4yz may be later, and
 * one given before MAIL FROM concerns the account, not the message. Silence is certain only before content was read.
 */
export function deliveryOf(error: unknown, hasBegun: boolean): Delivery {
  const { code, responseCode: reply, response, command, message } = errorOf(error)
  const detail = (response ?? message).slice(0, 500)
  if (code === 'EAUTH') return { became: 'unavailable', reason: 'credentials', detail }
  const isAboutMessage = code === 'EENVELOPE' || code === 'EMESSAGE'
  if (isAboutMessage && reply === 421) return { became: 'unavailable', reason: 'unreachable', detail }
  if (isAboutMessage && reply === 530) return { became: 'unavailable', reason: 'credentials', detail }
  if (isAboutMessage && reply !== undefined && reply >= 400 && reply < 500) return { became: 'deferred', detail }
  // A refusal without a reply is our own client's: an address or a size it would not send.
  if (isAboutMessage) return { became: 'refused', reason: 'rejected', detail, suppress: command === 'RCPT TO' && isNoSuchMailbox(detail) }
  if (!hasBegun) return { became: 'unavailable', reason: 'unreachable', detail }
  return { became: 'unknown', detail }
}

/** 5.1.x says that the address is bad; an old server says so with a bare 550 or 553 and these words. */
const isNoSuchMailbox = (detail: string) =>
  /\b5\.1\.(1|2|3|6|10)\b/.test(detail) ||
  (!/\b5\.\d{1,3}\.\d{1,3}\b/.test(detail) &&
    /^55[03].*(user|mailbox|recipient|address).*(unknown|not found|no such|does ?n[o']t exist)|^55[03].*(unknown|no such) (user|mailbox|recipient)/is.test(
      detail,
    ))

function errorOf(error: unknown): SmtpError {
  if (!(error instanceof Error)) return { message: String(error) }
  const field = <K extends keyof SmtpError>(name: K, type: 'string' | 'number') => {
    const value: unknown = Reflect.get(error, name)
    return typeof value === type ? { [name]: value } : {}
  }
  return {
    message: error.message,
    ...field('code', 'string'),
    ...field('responseCode', 'number'),
    ...field('response', 'string'),
    ...field('command', 'string'),
  }
}
