import * as z from 'zod'
import { instantSchema } from '#domain/api/common.ts'

const count = z.number().int().min(0)

/** How a passage may be over, or go elsewhere, at a node without a path; counted as departures by an outlet of the name after `!`. */
export const stops = ['ended', 'goal', 'moved', 'canceled', 'error'] as const

/** Messages of a node. `opened` and `clicked` count messages, not hits; `delivered` is null where a channel cannot know. */
export const messageCountsSchema = z
  .object({
    created: count,
    sent: count,
    delivered: count.nullable(),
    opened: count,
    clicked: count,
    bounced: count,
    failed: count,
    suppressed: count,
    unknown: count,
  })
  .meta({ id: 'MessageCounts' })
export type MessageCounts = z.infer<typeof messageCountsSchema>

export const nodeCountsSchema = z
  .object({
    entered: count,
    waiting: count,
    /** Departures by outlet. */
    left: z.record(z.string(), count),
    /** Passages that followed no path from here: over, pulled on by a goal, moved by an operator or a new version. None where there were none. */
    stopped: z.partialRecord(z.enum(stops), count).optional(),
    messages: messageCountsSchema.optional(),
  })
  .meta({ id: 'NodeCounts' })
export type NodeCounts = z.infer<typeof nodeCountsSchema>

/** One shape for a report and a simulation (DESIGN 5). `from` inclusive, `to` exclusive; inProgress and waiting are as of now. */
export const reportSchema = z
  .object({
    journey: z.object({
      triggered: count,
      inProgress: count,
      ended: count,
      canceled: count,
      error: count,
      /** Passages that reached the journey's goal in time. */
      converted: count,
      revenue: z.object({ currency: z.string(), amount: z.string() }),
      /** Ended, canceled and errored passages by reason. */
      outcomes: z.array(z.object({ status: z.enum(['ENDED', 'CANCELED', 'ERROR']), reason: z.string(), count })),
    }),
    nodes: z.record(z.string(), nodeCountsSchema),
    series: z.array(z.object({ at: instantSchema, triggered: count, ended: count, messages: count })),
  })
  .meta({ id: 'Report' })
export type Report = z.infer<typeof reportSchema>

export const reportQuerySchema = z.object({
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  interval: z.enum(['hour', 'day']).default('day'),
})
