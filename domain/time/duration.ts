import * as z from 'zod'

const part = z.number().int().min(0).max(1_000_000)

/** Durations are objects of Temporal units: `{ "days": 2, "hours": 6 }`. At least one unit, none negative. */
export const durationSchema = z
  .strictObject({
    months: part.optional(),
    weeks: part.optional(),
    days: part.optional(),
    hours: part.optional(),
    minutes: part.optional(),
    seconds: part.optional(),
  })
  .refine((d) => Object.keys(d).length > 0, { error: 'durationEmpty' })
  .meta({ id: 'Duration' })

export type Duration = z.infer<typeof durationSchema>
