import * as z from 'zod'
import { durationSchema } from '#domain/time/duration.ts'
import { addDuration, windowMs, zoneOf } from '#domain/time/zone.ts'
import { durationProblems } from './check.ts'
import type { DecideInput, SettingsProblem } from './definition.ts'

const YEARS_MAX = 10
/** The longest a wait may be. */
export const WAIT_MS_MAX = YEARS_MAX * 366 * 86_400_000

/** How long a wait lasts. Hours and less are elapsed time; days, weeks and months are of the calendar in the member's zone. */
export const waitSchema = durationSchema
  .refine((duration) => windowMs(duration) > 0, { error: 'durationEmpty' })
  .refine((duration) => windowMs(duration) <= WAIT_MS_MAX, { error: 'durationTooLong' })

/** How far before or after a date. */
export const offsetSchema = durationSchema.refine((duration) => windowMs(duration) <= WAIT_MS_MAX, { error: 'durationTooLong' })

/** Every wait for something ends at the latest then. */
export const timeoutSettings = {
  timeout: waitSchema,
  /** What the timeout is counted from: the arrival at this node, or the passage's entry. */
  from: z.enum(['arrival', 'entry']).default('arrival'),
}
type Timeout = z.output<z.ZodObject<typeof timeoutSettings>>

export const timeoutProblems = (draft: Record<string, unknown>): SettingsProblem[] =>
  durationProblems(draft.timeout, '/timeout', WAIT_MS_MAX)

/** When a wait is over at the latest, epoch ms. Fixed at the arrival: only an edit of the journey moves it. */
export function deadline(
  { timeout, from }: Timeout,
  { cause, standing, member, now }: Pick<DecideInput<unknown>, 'cause' | 'standing' | 'member' | 'now'>,
): number {
  const { rest, enteredAt } = standing
  if (rest && cause.by !== 'arrival' && cause.by !== 'edit') return rest.until
  const arrivedAt = cause.by === 'arrival' ? now : (rest?.since ?? now)
  return addDuration(from === 'entry' ? enteredAt : arrivedAt, timeout, zoneOf(member.timeZone))
}

/** Whether it is: its timer has come, or it was over before the member arrived. */
export function isOver(until: number, { cause, standing, now }: Pick<DecideInput<unknown>, 'cause' | 'standing' | 'now'>): boolean {
  if (cause.by === 'timer') return standing.rest === null || now >= standing.rest.until
  return cause.by === 'arrival' && until <= now
}
