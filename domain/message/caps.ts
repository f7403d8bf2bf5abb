import * as z from 'zod'
import { type Duration, durationSchema } from '#domain/time/duration.ts'
import { windowMs } from '#domain/time/zone.ts'
import { channels } from './channel.ts'

/** Beyond this nothing is remembered for a cap. */
const CAP_DAYS_MAX = 366
const periodSchema = durationSchema.refine((per) => windowMs(per) > 0 && windowMs(per) <= CAP_DAYS_MAX * 86_400_000, {
  error: 'capPeriod',
})

/** How many messages a member gets at most, whatever journeys they come from. */
export const frequencyCapSchema = z
  .strictObject({
    /** null: all channels together. Calls (webhook) are never counted. */
    channel: z.enum(channels).exclude(['webhook']).nullable().default(null),
    /** null: whatever the topic. */
    topic: z.string().trim().min(1).max(100).nullable().default(null),
    messages: z.number().int().min(1).max(10_000),
    per: periodSchema,
  })
  .meta({ id: 'FrequencyCap' })
export type FrequencyCap = z.infer<typeof frequencyCapSchema>
export const minimumGapSchema = periodSchema

/** A message to a member that counts: accepted, in doubt, or on its way. `at` is epoch ms. */
export type Sent = { at: number; channel: string; topic: string }
export type Caps = { frequencyCaps: readonly FrequencyCap[]; minimumGap: Duration | null }
export type Capped = { because: 'frequency_cap' | 'minimum_gap'; until: number }

/** How far back a member's messages matter, in ms; 0 without caps. */
export const capWindowMs = ({ frequencyCaps, minimumGap }: Caps): number =>
  Math.max(0, ...frequencyCaps.map((cap) => windowMs(cap.per)), minimumGap ? windowMs(minimumGap) : 0)

/**
 * Until when a message has to wait for the caps it falls under, and which of them lasts longest; null when it may go at
 * `now`. Windows roll: of any `per`, however it lies, no more than `messages` are in it.
 */
export function cappedUntil(
  message: { channel: string; topic: string },
  { frequencyCaps, minimumGap }: Caps,
  sent: readonly Sent[],
  now: number,
): Capped | null {
  const rules = frequencyCaps.map((cap) => ({ because: 'frequency_cap' as const, cap }))
  const gap = minimumGap && { because: 'minimum_gap' as const, cap: { channel: null, topic: null, messages: 1, per: minimumGap } }
  let longest: Capped | null = null
  for (const { because, cap } of gap ? [...rules, gap] : rules) {
    if (!covers(cap, message)) continue
    const until = freeAt(cap, sent, now)
    if (until > (longest?.until ?? now)) longest = { because, until }
  }
  return longest
}

const covers = ({ channel, topic }: FrequencyCap, message: { channel: string; topic: string }) =>
  (channel === null || channel === message.channel) && (topic === null || topic === message.topic)

/** The first instant from `now` on at which one more fits. */
function freeAt(cap: FrequencyCap, sent: readonly Sent[], now: number): number {
  const times = sent.flatMap((one) => (covers(cap, one) ? [one.at] : [])).sort((a, b) => b - a)
  const last = times[cap.messages - 1]
  return last === undefined ? now : Math.max(now, last + windowMs(cap.per))
}
