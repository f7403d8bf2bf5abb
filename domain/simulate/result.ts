import * as z from 'zod'
import { instantSchema } from '#domain/api/common.ts'
import { sawSchema } from '#domain/member/resource.ts'
import { reportSchema } from '#domain/report/shape.ts'

const count = z.number().int().min(0)

/** One stay at a node. `leftAt` and `outlet` are null where the member still is, or was taken out of the journey. */
const stepSchema = z.object({
  node: z.string(),
  at: instantSchema,
  leftAt: instantSchema.nullable(),
  outlet: z.string().nullable(),
  outcome: z.enum(['success', 'skip', 'error']),
  /** Why the node was skipped or failed, or the passage ended here. */
  reason: z.string().nullable(),
  /** What was compared to decide it, arriving and asked again. */
  saw: z.array(sawSchema),
})
export type Step = z.infer<typeof stepSchema>

const pathPassageSchema = z.object({
  /** The event that it began with. */
  event: z.string(),
  enteredAt: instantSchema,
  status: z.enum(['READY', 'RUNNING', 'WAITING', 'ENDED', 'CANCELED', 'ERROR']),
  reason: z.string().nullable(),
  /** Where the member stands at the end; null when the passage is over. */
  node: z.string().nullable(),
  steps: z.array(stepSchema),
  messages: z.array(
    z.object({
      at: instantSchema,
      node: z.string(),
      channel: z.string(),
      template: z.string().nullable(),
      /** What it came to by the end: sent, suppressed, or still held. */
      outcome: z.enum(['sent', 'suppressed', 'held']),
      /** Why it was suppressed or is held. */
      reason: z.string().nullable(),
      /** When it was sent or suppressed; null while it is held. */
      finishedAt: instantSchema.nullable(),
      /** Each time that it was made to wait: why, from when, and until when, in which zone. */
      holds: z.array(z.object({ reason: z.string(), at: instantSchema, until: instantSchema, timeZone: z.string() })),
    }),
  ),
})
export type PathPassage = z.infer<typeof pathPassageSchema>

export const memberPathSchema = z
  .object({ userId: z.string().nullable(), memberId: z.string(), passages: z.array(pathPassageSchema) })
  .meta({ id: 'SimulatedPath' })
export type MemberPath = z.infer<typeof memberPathSchema>

/** A report (DESIGN 5) of what would have happened, with what only a simulation tells. */
export const simulationSchema = reportSchema
  .extend({
    from: instantSchema,
    to: instantSchema,
    /** Members that were played. */
    members: count,
    /** Entries that the journey's settings refused, by reason. */
    refused: z.record(z.string(), count),
    /** The report's series, with messages by channel: made (`byChannel`), and what became of messages on that day (`fates`). */
    series: z.array(
      z.object({
        ...{ at: instantSchema, triggered: count, ended: count, messages: count, byChannel: z.record(z.string(), count) },
        fates: z.record(z.string(), z.object({ sent: count, held: count, suppressed: count })),
      }),
    ),
    /** What became of messages. `held` counts each time that one was made to wait, `waiting` those that wait still at the end. */
    messages: z.array(
      z.object({
        channel: z.string(),
        outcome: z.enum(['sent', 'held', 'waiting', 'suppressed']),
        reason: z.string().nullable(),
        count,
      }),
    ),
    /** What was assumed, as sentences. */
    assumptions: z.array(z.string()),
    /** Of each member who entered, when asked for; of the first members only where `pathsCut` is true. */
    paths: z.array(memberPathSchema).optional(),
    pathsCut: z.boolean().optional(),
  })
  .meta({ id: 'Simulation' })
export type Simulation = z.infer<typeof simulationSchema>
