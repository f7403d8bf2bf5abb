import * as z from 'zod'
import { instantSchema } from '#domain/api/common.ts'

/** What the last examination of the installation found, and the one that is under way. */
export const doctorSchema = z
  .object({
    last: z
      .object({
        at: instantSchema,
        tookMs: z.number().int(),
        isWell: z.boolean(),
        findings: z.array(z.object({ what: z.string(), isWell: z.boolean(), says: z.string() })),
      })
      .nullable(),
    /** `beganAt` is null until a worker takes it. */
    running: z
      .object({ askedAt: instantSchema, beganAt: instantSchema.nullable(), done: z.number().int(), steps: z.number().int() })
      .nullable(),
  })
  .meta({ id: 'Doctor' })
export type DoctorResource = z.infer<typeof doctorSchema>
