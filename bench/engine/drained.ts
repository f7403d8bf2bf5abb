import { z } from 'zod'

/** By statement: its time in ms and how often it ran. */
export const spentSchema = z.array(z.tuple([z.string(), z.object({ ms: z.number(), count: z.number() })]))

/** What a process of tickers tells when nothing is left. */
export const drainedSchema = z.object({
  ms: z.number(),
  /** Of the process that ticked, all its threads. */
  processorMs: z.number(),
  spent: spentSchema,
})
export type Drained = z.infer<typeof drainedSchema>
