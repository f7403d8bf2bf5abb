import type { Sent } from '#domain/message/caps.ts'
import type { Permission } from '#domain/message/permission.ts'
import { byCaps, byClock, chargeWithin, type Hold, precedence, type Release, type Rules, type Waiting } from '#domain/message/release.ts'
import type { Limits } from './limits.ts'
import type { Pending } from './outbox.ts'

/** A message that is due, with what its member allows. `sent`: what counts for the member's caps, one list a member. */
export type Candidate = { pending: Pending; permission: Permission; timeZone: string; sent: Sent[] }
/** What becomes of it now. `until` is epoch ms. */
export type Verdict =
  | { outcome: 'sent'; reason: null }
  | { outcome: 'suppressed'; reason: string }
  | { outcome: 'held'; reason: Hold; until: number }

type Ranked<Of> = { one: Of; rules: Rules | null; waiting: Waiting }

/**
 * What becomes of the messages that are due, as a sender's claim decides it: may they be sent at all; the clock; what the
 * member got; then what the journey has left, so that only what goes is charged. Those that go are added to their `sent`.
 */
export function claim<Of extends Candidate>(due: readonly Of[], limits: Limits, now: number): Map<Of, Verdict> {
  const verdicts = new Map<Of, Verdict>()
  const allowed = due.filter((one) => {
    if (!one.permission.allowed) verdicts.set(one, { outcome: 'suppressed', reason: one.permission.because })
    return one.permission.allowed
  })
  const keep = (left: Ranked<Of>[], releaseOf: (ranked: Ranked<Of>) => Release) =>
    left.filter((ranked) => {
      const release = releaseOf(ranked)
      if (release.may !== 'go') verdicts.set(ranked.one, stoppedBy(release))
      return release.may === 'go'
    })
  const inTime = keep(inOrder(allowed, limits), ({ rules, waiting }) => (rules ? byClock(waiting, rules, now) : GO))
  const fitting = keep(inTime, fitter(limits, now))
  for (const { one } of keep(fitting, (ranked) => charged(ranked, limits, now))) {
    verdicts.set(one, SENT)
    if (limits.memoryMs > 0 && counts(one)) one.sent.push(sentOf(one, now))
  }
  return verdicts
}

const GO: Release = { may: 'go' }
const SENT: Verdict = { outcome: 'sent', reason: null }

function inOrder<Of extends Candidate>(allowed: Of[], limits: Limits): Ranked<Of>[] {
  const ranked = allowed.map((one): Ranked<Of> => {
    const { topic, isTransactional, madeAt, intent } = one.pending
    const rules = limits.rulesOf({ channel: intent.channel, topic, isTransactional })
    return { one, rules, waiting: { channel: intent.channel, topic, timeZone: one.timeZone, createdAt: madeAt } }
  })
  const orderOf = ({ one: { pending }, rules }: Ranked<Of>) => ({
    ...{ isCapped: rules?.caps != null, priority: limits.priority, dueAt: pending.dueAt, id: pending.place },
  })
  return ranked.length > 1 ? ranked.sort((a, b) => precedence(orderOf(a), orderOf(b))) : ranked
}

/** Asks caps and gap: each message that fits counts for those after it, whether or not the journey can pay for it. */
function fitter({ memoryMs }: Limits, now: number): (ranked: Ranked<Candidate>) => Release {
  if (memoryMs === 0) return () => GO
  const got = new Map<Sent[], Sent[]>()
  return ({ one, rules, waiting }) => {
    const { sent } = one
    while (sent[0] && sent[0].at <= now - memoryMs) sent.shift()
    const before = got.get(sent) ?? [...sent]
    got.set(sent, before)
    const release = rules ? byCaps(waiting, rules, before, [], now) : GO
    if (release.may === 'go' && counts(one)) before.push(sentOf(one, now))
    return release
  }
}

const counts = ({ pending: { isTransactional, intent } }: Candidate) => !isTransactional && intent.channel !== 'webhook'
const sentOf = ({ pending: { intent, topic } }: Candidate, at: number): Sent => ({ at, channel: intent.channel, topic })

function charged({ one: { pending }, rules, waiting }: Ranked<Candidate>, limits: Limits, now: number): Release {
  if (!rules || (rules.messageQuota === null && rules.rateLimit === null)) return GO
  const charge = chargeWithin({ ...waiting, hasPlace: pending.reason === 'rate_limit' }, rules, limits.spending, now)
  if (charge.may !== 'drop') limits.spending = charge.spending
  return charge
}

const stoppedBy = (release: Exclude<Release, { may: 'go' }>): Verdict =>
  release.may === 'drop'
    ? { outcome: 'suppressed', reason: release.because }
    : // Never a moment too early: a place in a rate may lie between two milliseconds.
      { outcome: 'held', reason: release.because, until: Math.ceil(release.until) }
