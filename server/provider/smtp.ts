import type { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'
import type { Delivery, Outgoing, Provider } from './provider.ts'
import { deliveryOf } from './smtpReply.ts'

/** `url`: smtp://user:password@host:port or smtps://..., as in SMTP_URL. */
export type SmtpAccount =
  | { url: string }
  | { host: string; port: number; security: 'tls' | 'starttls' | 'none'; user: string; password: string }

const CONNECTIONS = 10
/** All of an attempt, well under the lease that a sender holds while it is made. */
const DEADLINE_MS = 90_000
const timeouts = { dnsTimeout: 10_000, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 } as const

const options = (account: SmtpAccount) =>
  'url' in account
    ? { url: account.url }
    : {
        host: account.host,
        port: account.port,
        secure: account.security === 'tls',
        requireTLS: account.security === 'starttls',
        ...(account.user ? { auth: { user: account.user, pass: account.password } } : {}),
      }

/** Pooled SMTP. Templates never read files or fetch addresses (nodemailer would, for attachments by path or href). */
export function createSmtp(account: SmtpAccount, connections = CONNECTIONS): Provider {
  const transport = createTransport({
    ...options(account),
    ...timeouts,
    pool: true,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
    // Only a message of which no byte was sent, over a connection that had been dropped while idle.
    maxRequeues: 1,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  // Whether any content had been read when an error came tells what may have been accepted.
  const contents = new Map<string, Readable>()
  transport.use('stream', (mail, done) => {
    const create = mail.message.createReadStream.bind(mail.message)
    mail.message.createReadStream = (given) => {
      const content = create(given)
      contents.set(mail.data.messageId ?? '', content)
      return content
    }
    done()
  })

  const deliver = async (message: Outgoing): Promise<Delivery> => {
    const mail = mailOf(message)
    try {
      const info = await transport.sendMail({ ...mail, signal: AbortSignal.timeout(DEADLINE_MS) })
      return { became: 'accepted', ref: info.messageId }
    } catch (error) {
      return deliveryOf(error, contents.get(mail.messageId)?.readableDidRead ?? false)
    } finally {
      contents.delete(mail.messageId)
    }
  }
  return {
    concurrency: connections,
    batch: 1,
    isIdempotent: false,
    deliver: (messages) => Promise.all(messages.map(deliver)),
    close: async () => transport.close(),
  }
}

/** Logs in and says hello. Resolves to what is wrong, or null. */
export async function testSmtp(account: SmtpAccount): Promise<string | null> {
  const transport = createTransport({ ...options(account), ...timeouts })
  try {
    await transport.verify()
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    transport.close()
  }
}

function mailOf({ from, to, subject, html, text, messageId, headers }: Outgoing) {
  const prepared = Object.entries(headers).map(([key, value]) => ({ key, value: { prepared: true, value } }))
  return { from, to: { name: '', address: to }, subject, html, text, messageId: `<${messageId}>`, headers: prepared }
}
