import * as z from 'zod'
import { instantSchema } from '#domain/api/common.ts'
import { isZone } from '#domain/time/isZone.ts'

export const MEMBERS_MAX = 10_000
export const EVENTS_MAX = 100_000
const YEARS_MAX = 10

const bag = z.record(z.string(), z.json())
const userId = z.string().min(1).max(500)
const event = z.string().min(1).max(200)

const madeUpEventSchema = z.strictObject({ event, timestamp: instantSchema, properties: bag.default({}), traits: bag.optional() })
const window = { from: instantSchema, to: instantSchema }

/** One window over stored history. `from` is inclusive, `to` exclusive. */
const backtestSchema = z.strictObject(window)
/** One stored member's history, with what might have happened besides. */
const memberSchema = z.strictObject({ ...window, userId, events: z.array(madeUpEventSchema).max(EVENTS_MAX).default([]) })
const syntheticSchema = z.strictObject({
  members: z
    .array(
      z.strictObject({
        userId,
        attributes: bag.default({}),
        timeZone: z.string().refine(isZone, { error: 'timeZone' }).optional(),
      }),
    )
    .min(1)
    .max(MEMBERS_MAX),
  events: z.array(madeUpEventSchema.extend({ userId })).max(EVENTS_MAX).default([]),
  /** When the clock begins; without it, with the first event. */
  from: instantSchema.optional(),
  until: instantSchema,
})

export const simulateSchema = z
  .strictObject({
    /** The draft, or a published version by its number. */
    version: z.union([z.literal('draft'), z.number().int().min(1).max(2_147_483_647)]).default('draft'),
    backtest: backtestSchema.optional(),
    synthetic: syntheticSchema.optional(),
    member: memberSchema.optional(),
    /** Each member's way, node by node. */
    paths: z.boolean().optional(),
  })
  .refine((asked) => [asked.backtest, asked.synthetic, asked.member].filter(Boolean).length === 1, { error: 'simulateOne' })
  .meta({ id: 'Simulate' })

export type SimulateRequest = z.output<typeof simulateSchema>
export type Synthetic = z.output<typeof syntheticSchema>
export type MadeUpEvent = z.output<typeof madeUpEventSchema>

/** What is wrong with a window, as a sentence, null for nothing. */
export function windowFault({ from, to }: { from: number; to: number }): string | null {
  if (to <= from) return 'The simulation ends before it begins: send an end that is later than its beginning.'
  if (to - from > YEARS_MAX * 366 * 86_400_000) return `A simulation goes over ${YEARS_MAX} years at most: send a shorter time.`
  return null
}
