import * as z from 'zod'
import { idSchema, instantSchema } from '#domain/api/common.ts'

/**
 * Something accepted that could not be applied: its member is held, so that nothing of theirs is applied out of order. Or a job that
 * failed for good.
 */
export const deadLetterSchema = z
  .object({
    id: idSchema,
    at: instantSchema,
    /** Where it failed: tick, ingest, send, job. */
    source: z.string(),
    /** What it was: event, change, outcome, command, merge, timer; or the name of the job. */
    kind: z.string(),
    /** The event's name, for an event. */
    name: z.string().nullable(),
    reason: z.string(),
    /** Of a job. */
    queue: z.string().nullable(),
    /** How often a job has failed. */
    attempts: z.number().int(),
    member: z.object({ id: z.string(), userId: z.string().nullable(), heldAt: instantSchema.nullable() }).nullable(),
    payload: z.json(),
    /** When it was closed: put back, discarded, or done by a later job. */
    replayedAt: instantSchema.nullable(),
    isDiscarded: z.boolean(),
  })
  .meta({ id: 'DeadLetter' })
export type DeadLetterResource = z.infer<typeof deadLetterSchema>

export const replayedSchema = z
  .object({
    /** Members released: what was kept for each is applied in order. */
    members: z.number().int(),
    /** Jobs that are done again. */
    jobs: z.number().int(),
  })
  .meta({ id: 'Replayed' })
