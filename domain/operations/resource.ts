import * as z from 'zod'
import { idSchema, instantSchema } from '#domain/api/common.ts'

/** Something accepted that could not be applied. Its member is held, so that nothing of theirs is applied out of order. */
export const deadLetterSchema = z
  .object({
    id: idSchema,
    at: instantSchema,
    /** Where it failed: tick, ingest, send, job. */
    source: z.string(),
    /** What it was: event, change, outcome, command, merge, timer. */
    kind: z.string(),
    /** The event's name, for an event. */
    name: z.string().nullable(),
    reason: z.string(),
    member: z.object({ id: z.string(), userId: z.string().nullable(), heldAt: instantSchema.nullable() }).nullable(),
    payload: z.json(),
    replayedAt: instantSchema.nullable(),
  })
  .meta({ id: 'DeadLetter' })
export type DeadLetterResource = z.infer<typeof deadLetterSchema>

export const replayedSchema = z
  .object({ /** Members released: what was kept for each is applied in order. */ members: z.number().int() })
  .meta({ id: 'Replayed' })
