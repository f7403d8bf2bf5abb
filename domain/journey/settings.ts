import * as z from 'zod'
import { instantSchema } from '#domain/api/common.ts'
import { conditionSchema, propertyConditionSchema } from '#domain/condition/document.ts'
import { durationSchema } from '#domain/time/duration.ts'
import { messageRulesShape } from './messageRules.ts'

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

/** Takes members out of a journey wherever they stand: on an event, or as soon as a condition holds. */
export const exitSchema = z
  .union([
    z.strictObject({
      event: z.string().min(1).max(200),
      filter: propertyConditionSchema.nullish(),
      reason: z.string().max(200).optional(),
    }),
    z.strictObject({ condition: conditionSchema, reason: z.string().max(200).optional() }),
  ])
  .meta({ id: 'JourneyExit' })
export type JourneyExit = z.infer<typeof exitSchema>

/** What the journey is for: an event that counts as its success when it comes soon enough after entry. */
export const goalSchema = z
  .strictObject({
    event: z.string().min(1).max(200),
    filter: propertyConditionSchema.nullish(),
    /** From entry on; later events are not the journey's doing. */
    attribution: durationSchema.default({ days: 7 }),
    /** The event's property that is summed as revenue. */
    revenueProperty: z.string().min(1).max(200).nullish(),
    /** Whether the passage ends when the goal is reached. */
    ends: z.boolean().default(true),
  })
  .meta({ id: 'JourneyGoal' })
export type JourneyGoal = z.infer<typeof goalSchema>

/** Belong to the journey and act at once. */
export const journeySettingsSchema = z
  .strictObject({
    reentry: reentrySchema.default({ mode: 'once_at_a_time' }),
    /** Passages per member at most; null: no limit. */
    repeatTimes: z.number().int().min(1).max(1_000_000).nullable().default(null),
    /** Nobody enters before this instant, and nobody from `scheduleEndAt` on, when the journey ends by itself. */
    scheduleStartAt: instantSchema.nullable().default(null),
    scheduleEndAt: instantSchema.nullable().default(null),
    /** What becomes of members inside at `scheduleEndAt`. */
    scheduleEndMembers: z.enum(['cancel', 'drain']).default('drain'),
    exits: z.array(exitSchema).max(20).default([]),
    goal: goalSchema.nullable().default(null),
    /** A passage that lasts longer is canceled. */
    maximumStay: durationSchema.nullable().default(null),
    ...messageRulesShape,
  })
  .meta({ id: 'JourneySettings' })
export type JourneySettings = z.infer<typeof journeySettingsSchema>
