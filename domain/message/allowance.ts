import * as z from 'zod'

const numberSchema = z.number().int().min(0).max(1_000_000_000)

/** How many messages a journey sends at most in all: of any channel together, or by channel. */
export const messageQuotaSchema = z
  .union([
    numberSchema,
    z.strictObject({
      email: numberSchema.optional(),
      sms: numberSchema.optional(),
      push: numberSchema.optional(),
      line: numberSchema.optional(),
    }),
  ])
  .meta({ id: 'MessageQuota' })
export type MessageQuota = z.infer<typeof messageQuotaSchema>

export const rateUnits = ['minute', 'hour', 'day'] as const
/** How fast a journey sends at most. Spread evenly: 60 an hour is one a minute. */
export const rateLimitSchema = z
  .strictObject({ messages: z.number().int().min(1).max(1_000_000), per: z.enum(rateUnits) })
  .meta({ id: 'RateLimit' })
export type RateLimit = z.infer<typeof rateLimitSchema>

/** What a journey has spent: messages by channel, and when its next one may go (epoch ms, null: at once). */
export type Spending = { used: Readonly<Record<string, number>>; nextAt: number | null }
export type Allowance = { messageQuota: MessageQuota | null; rateLimit: RateLimit | null }
export type Charge =
  | { may: 'go'; spending: Spending }
  | { may: 'hold'; because: 'rate_limit'; until: number; spending: Spending }
  | { may: 'drop'; because: 'quota' }

const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const

/**
 * Takes one message out of a journey's allowance at `now`. A message too early for the rate gets the next free place for
 * its own, and comes back at that time with `hasPlace`; what waits keeps its order, and nothing new overtakes it.
 */
export function charge(
  { channel, hasPlace }: { channel: string; hasPlace: boolean },
  { messageQuota, rateLimit }: Allowance,
  { used, nextAt }: Spending,
  now: number,
): Charge {
  if (messageQuota !== null && isSpent(messageQuota, used, channel)) return { may: 'drop', because: 'quota' }
  const place = rateLimit && !hasPlace ? Math.max(now, nextAt ?? now) : now
  const after = rateLimit && !hasPlace ? place + unitMs[rateLimit.per] / rateLimit.messages : nextAt
  if (place > now) return { may: 'hold', because: 'rate_limit', until: place, spending: { used, nextAt: after } }
  return { may: 'go', spending: { used: { ...used, [channel]: (used[channel] ?? 0) + 1 }, nextAt: after } }
}

function isSpent(quota: MessageQuota, used: Spending['used'], channel: string): boolean {
  if (typeof quota === 'number') return Object.values(used).reduce((sum, one) => sum + one, 0) >= quota
  const limits: Record<string, number | undefined> = quota
  const limit = limits[channel]
  return limit !== undefined && (used[channel] ?? 0) >= limit
}
