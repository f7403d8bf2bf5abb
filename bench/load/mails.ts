import { setTimeout as sleep } from 'node:timers/promises'
import type { SmtpSink } from '#tests/support/smtp.ts'
import type { Sender } from './events.ts'

/**
 * One order every `everyMs` for as long as `goOn` says, of members `firstMember`, `firstMember + 1`, ..., each of which leads to a
 * mail: ms from before each request to when the SMTP server held the whole mail.
 */
export async function untilMailed(
  events: Sender,
  smtp: SmtpSink,
  { firstMember, everyMs, goOn }: { firstMember: number; everyMs: number; goOn: (sent: number) => boolean },
): Promise<number[]> {
  const sentAt: number[] = []
  const requests: Promise<void>[] = []
  smtp.reset()
  for (let n = 0; goOn(n); n++) {
    sentAt.push(Date.now())
    requests.push(events.one({ type: 'track', userId: `u${firstMember + n}`, event: 'Order Completed', properties: { n } }))
    await sleep(everyMs)
  }
  await Promise.all(requests)
  const accepted = await smtp.until(sentAt.length, 120_000)
  return Promise.all(
    accepted.map(async (mail) => {
      const n = Number(/order (\d+)/.exec((await mail.parsed()).subject ?? '')?.[1])
      return mail.at.getTime() - (sentAt[n] ?? Number.NaN)
    }),
  )
}
