import * as z from 'zod'
import { idSchema, instantSchema } from '#domain/api/common.ts'
import { progressTraceSchema, sawSchema, textSchema } from '#domain/member/resource.ts'

const eventSchema = z.object({ id: z.string(), name: z.string(), at: instantSchema, properties: z.record(z.string(), z.json()) })

/** What came of an event that a trigger listens to. */
export const fates = [
  /** It began a passage. */
  'entered',
  /** The trigger matched, and the journey did not let the member in. */
  'refused',
  /** The trigger does not match it, as it is now. */
  'unmatched',
  /** It came before this version was published. */
  'before_publish',
  /** It would match now and did not then: the journey was paused, or the event was history when it came. */
  'not_then',
] as const

/** Why a member entered a journey or not, where they are, what each visit saw, and why each message was sent or not. */
export const explanationSchema = z
  .object({
    at: instantSchema,
    member: z.object({ id: z.string(), userId: z.string().nullable() }),
    journey: z.object({ id: idSchema, name: z.string(), status: z.string(), version: z.number().int().nullable() }),
    /** Each trigger of the live version, asked anew about the member's last events. */
    triggers: z.array(
      z.object({
        nodeKey: z.string(),
        name: z.string(),
        summary: textSchema.nullable(),
        listensTo: z.string().nullable(),
        events: z.array(
          z.object({
            event: eventSchema,
            fate: z.enum(fates),
            /** For one that was refused: which rule. */
            because: z.string().nullable(),
            progressId: z.string().nullable(),
            saw: z.array(sawSchema),
          }),
        ),
      }),
    ),
    /** Whether the journey would let the member in now; null where nothing is live. */
    eligibility: z.object({ enters: z.boolean(), because: z.string().nullable(), saw: z.array(sawSchema) }).nullable(),
    /** Refusals of the last 90 days, the newest first. */
    refusals: z.array(
      z.object({ at: instantSchema, nodeKey: z.string(), because: z.string(), event: eventSchema, saw: z.array(sawSchema) }),
    ),
    /** The last passages, the newest first, visit by visit. */
    passages: z.array(progressTraceSchema),
    /** What became of each message of these passages, and when. */
    messages: z.array(
      z.object({
        id: z.string(),
        progressId: z.string(),
        nodeKey: z.string().nullable(),
        channel: z.string(),
        status: z.string(),
        reason: z.string().nullable(),
        createdAt: instantSchema,
        events: z.array(z.object({ kind: z.string(), at: instantSchema, detail: z.record(z.string(), z.json()) })),
      }),
    ),
  })
  .meta({ id: 'Explanation' })
export type Explanation = z.infer<typeof explanationSchema>
