import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'

/** One message the server said 250 to. */
export type Accepted = { at: Date; from: string; to: string[]; raw: Buffer; parsed(): Promise<ParsedMail> }
/** An SMTP reply such as "550 5.1.1 no such user"; null: as usual. */
type Refusal = string | null
/** What the server does instead of its job, by recipient. May be changed at any time. */
export type Script = {
  /** Instead of 220 at the greeting. */
  onConnect?: () => Refusal
  onRecipient?: (address: string) => Refusal
  /** After the whole content was read: a reply, or the connection lost before or after the message was taken. */
  onContent?: (address: string) => Refusal | 'lose' | 'take and lose' | 'hang'
  /** Needed when set. */
  login?: { user: string; password: string }
}
export type SmtpSink = {
  url: string
  port: number
  accepted: Accepted[]
  script: Script
  /** How many times a content began to arrive, taken or not. */
  contents: number
  /** Resolves once this many messages were accepted in all; rejects after `withinMs`. */
  until(count: number, withinMs?: number): Promise<Accepted[]>
  /** Cuts every connection. */
  drop(): void
  /** Forgets what was accepted and follows no script. */
  reset(): void
  close(): Promise<void>
}

const refusal = (reply: string) => Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) })

/** A real SMTP server on a free port that logs what it accepts. */
export async function startSmtp(options: { port?: number; script?: Script } = {}): Promise<SmtpSink> {
  const accepted: Accepted[] = []
  let onAccepted: (() => void)[] = []
  const take = (session: SMTPServerSession, raw: Buffer) => {
    const { mailFrom, rcptTo } = session.envelope
    const from = mailFrom ? mailFrom.address : ''
    accepted.push({ at: new Date(), from, to: rcptTo.map((one) => one.address), raw, parsed: () => simpleParser(raw) })
    for (const tell of onAccepted) tell()
  }
  const drop = (isMeant: (id: unknown) => boolean) => {
    for (const connection of server.connections) if (isMeant(Reflect.get(connection, 'id'))) Reflect.get(connection, '_socket').destroy()
  }
  const lose = (session: SMTPServerSession) => drop((id) => id === session.id)
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onAuth: (auth, _session, done) => {
      const { login } = sink.script
      const isRight = !login || (auth.username === login.user && auth.password === login.password)
      done(isRight ? null : refusal('535 5.7.8 credentials refused'), isRight ? { user: auth.username } : undefined)
    },
    onConnect: (_session, done) => {
      const reply = sink.script.onConnect?.()
      done(reply ? refusal(reply) : null)
    },
    onMailFrom: (_address, session, done) => done(sink.script.login && !session.user ? refusal('530 5.7.0 authentication required') : null),
    onRcptTo: ({ address }, _session, done) => {
      const reply = sink.script.onRecipient?.(address)
      done(reply ? refusal(reply) : null)
    },
    onData: (stream, session, done) => {
      sink.contents++
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const then = sink.script.onContent?.(session.envelope.rcptTo[0]?.address ?? '')
        if (then === 'hang') return
        if (then === 'lose') return lose(session)
        if (then && then !== 'take and lose') return done(refusal(then))
        take(session, Buffer.concat(parts))
        if (then === 'take and lose') lose(session)
        else done()
      })
    },
  })
  server.on('error', () => {})
  const sink: SmtpSink = {
    url: '',
    port: 0,
    accepted,
    script: options.script ?? {},
    contents: 0,
    drop: () => drop(() => true),
    reset() {
      accepted.length = 0
      sink.contents = 0
      sink.script = {}
    },
    until: (count, withinMs = 10_000) =>
      new Promise((resolve, reject) => {
        const settle = (act: () => void) => {
          clearTimeout(timer)
          onAccepted = onAccepted.filter((one) => one !== check)
          act()
        }
        const check = () => accepted.length >= count && settle(() => resolve(accepted))
        const timer = setTimeout(
          () => settle(() => reject(new Error(`${accepted.length} of ${count} messages arrived within ${withinMs} ms`))),
          withinMs,
        )
        onAccepted.push(check)
        check()
      }),
    close: () => {
      drop(() => true)
      return new Promise((resolve) => server.close(resolve))
    },
  }
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  sink.port = (server.server.address() as AddressInfo).port
  sink.url = `smtp://127.0.0.1:${sink.port}`
  return sink
}
