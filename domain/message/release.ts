import type { MessageRules, WhenHeld } from '#domain/journey/messageRules.ts'
import type { MessageLimits } from '#domain/workspace/messageLimits.ts'
import { type Allowance, type Charge, charge, type Spending } from './allowance.ts'
import { type Caps, cappedUntil, type Sent } from './caps.ts'
import { type QuietHours, quietUntil } from './quietHours.ts'

/** Why a message waits. */
export const holds = ['quiet_hours', 'frequency_cap', 'minimum_gap', 'gives_way', 'rate_limit'] as const
export type Hold = (typeof holds)[number]
/** What becomes of a message at the moment that it is claimed. `until` is epoch ms. */
export type Release = { may: 'go' } | { may: 'hold'; because: Hold; until: number } | { may: 'drop'; because: Hold | 'quota' }

/** What one message has to keep to, the workspace's settings and its journey's put together. */
export type Rules = Allowance & { quietHours: QuietHours | null; caps: Caps | null; whenHeld: WhenHeld; priority: number }
export type MessageClass = { channel: string; topic: string; isTransactional: boolean }

/**
 * The rules for a message; null when none holds it back. Transactional messages keep to what limits the journey as a
 * whole (quota, rate) and to nothing that spares the member, and so do those that the workspace exempts; calls keep to nothing.
 */
export function rulesFor(message: MessageClass, workspace: MessageLimits, journey: MessageRules): Rules | null {
  if (message.channel === 'webhook') return null
  const { frequencyCaps, minimumGap } = workspace
  const isFree = message.isTransactional || isExempt(message, workspace)
  const hasCaps = (frequencyCaps.length > 0 || minimumGap !== null) && !isFree && !journey.isExempt
  const own = journey.quietHours === 'none' ? null : (journey.quietHours ?? workspace.quietHours)
  const quietHours = isFree ? null : own
  const { messageQuota, rateLimit, priority } = journey
  if (quietHours === null && !hasCaps && messageQuota === null && rateLimit === null) return null
  const caps = hasCaps ? { frequencyCaps, minimumGap } : null
  return { quietHours, caps, messageQuota, rateLimit, priority, whenHeld: journey.whenHeld ?? workspace.whenHeld }
}

const isExempt = ({ channel, topic }: MessageClass, { exemptChannels, exemptTopics }: MessageLimits) =>
  exemptChannels.some((one) => one === channel) || (topic !== '' && exemptTopics.includes(topic))

const DAY = 86_400_000
/** A message that would have to wait longer than this since it was decided is dropped. */
export const HOLD_MS_MAX = { member: 7 * DAY, journey: 30 * DAY } as const
/** A message gives way this long to one that has the higher priority and is about to be claimed. */
const GIVE_WAY_MS = 5_000

export type Waiting = { channel: string; topic: string; timeZone: string; createdAt: number }

/** May it go while the member's clock shows what it does? */
export function byClock({ timeZone, createdAt }: Waiting, { quietHours, whenHeld }: Rules, now: number): Release {
  const until = quietHours && quietUntil(quietHours, now, timeZone)
  return until === null ? { may: 'go' } : hold('quiet_hours', until, createdAt, whenHeld)
}

/**
 * May it go after what the member got (`sent`)? `rivals` are messages of higher priority that are due and will be claimed in
 * a moment: where both do not fit, this one gives way.
 */
export function byCaps(message: Waiting, { caps, whenHeld }: Rules, sent: readonly Sent[], rivals: readonly Sent[], now: number): Release {
  if (!caps) return { may: 'go' }
  const capped = cappedUntil(message, caps, sent, now)
  if (capped) return hold(capped.because, capped.until, message.createdAt, whenHeld)
  const behind = rivals.length > 0 ? cappedUntil(message, caps, [...sent, ...rivals], now) : null
  return behind ? { may: 'hold', because: 'gives_way', until: now + GIVE_WAY_MS } : { may: 'go' }
}

/**
 * May it go by what its journey has left? A place in the rate that is too far away is none. `hasPlace`: it was given one
 * before, which has come.
 */
export function chargeWithin(
  { channel, createdAt, hasPlace }: Waiting & { hasPlace: boolean },
  { messageQuota, rateLimit }: Allowance,
  spending: Spending,
  now: number,
): Charge | { may: 'drop'; because: 'rate_limit' } {
  const charged = charge({ channel, hasPlace }, { messageQuota, rateLimit }, spending, now)
  const isTooLong = charged.may === 'hold' && charged.until - createdAt > HOLD_MS_MAX.journey
  return isTooLong ? { may: 'drop', because: charged.because } : charged
}

const hold = (because: Hold, until: number, createdAt: number, whenHeld: WhenHeld): Release =>
  whenHeld === 'drop' || until - createdAt > HOLD_MS_MAX.member ? { may: 'drop', because } : { may: 'hold', because, until }

/** Who goes first: what no cap holds, then the higher priority, then who was due first. */
export type Precedence = { isCapped: boolean; priority: number; dueAt: number; id: number }
export const precedence = (a: Precedence, b: Precedence): number =>
  Number(a.isCapped) - Number(b.isCapped) || b.priority - a.priority || a.dueAt - b.dueAt || a.id - b.id
