import * as z from 'zod'
import { durationSchema } from '#domain/time/duration.ts'

export const reentrySchema = z
  .discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('once') }),
    z.strictObject({ mode: z.literal('once_at_a_time') }),
    z.strictObject({ mode: z.literal('after'), duration: durationSchema }),
    z.strictObject({
      mode: z.literal('every_time'),
      /** One passage per value of this property of the entry event. */
      keyedBy: z.string().min(1).max(200).optional(),
    }),
  ])
  .meta({ id: 'Reentry' })
export type Reentry = z.infer<typeof reentrySchema>

/** Belong to the journey and act at once. */
export const journeySettingsSchema = z
  .strictObject({
    reentry: reentrySchema.default({ mode: 'once_at_a_time' }),
    /** Passages per member at most; null: no limit. */
    repeatTimes: z.number().int().min(1).max(1_000_000).nullable().default(null),
  })
  .meta({ id: 'JourneySettings' })
export type JourneySettings = z.infer<typeof journeySettingsSchema>
