import * as z from 'zod'
import { instantSchema } from '#domain/api/common.ts'
import { propertyConditionSchema } from '#domain/condition/document.ts'
import { durationSchema } from '#domain/time/duration.ts'

const count = z.number().int().min(0)
const chance = z.number().min(0).max(1)

const armSchema = z.object({
  arm: z.string(),
  /** Of the sum of weights; of the holdout, of all members. */
  share: chance,
  /** Members who took it, each once. */
  exposed: count,
  /** Those of them whose time for the goal is over: these are compared. */
  counted: count,
  /** Those of them who reached the goal in time. */
  converted: count,
  rate: chance.nullable(),
  /** Where the true rate lies, with the experiment's confidence. */
  interval: z.object({ low: chance, high: chance }).nullable(),
  /** How likely chance alone makes such a difference, corrected; null for the control and while there is nobody. */
  pValue: chance.nullable(),
})
export type ExperimentArm = z.infer<typeof armSchema>

/** What the figures say as they are now. */
export const verdictSchema = z.discriminatedUnion('is', [
  /** The journey has no goal. */
  z.object({ is: z.literal('goal_missing') }),
  /** An arm has too few members whose time is over: `least` of `sample`. */
  z.object({ is: z.literal('collecting'), least: count, sample: count }),
  /** The sample is there, and the arms were not compared yet. */
  z.object({ is: z.literal('due'), sample: count }),
  /** Compared at its sample, and chance was not ruled out. A larger sample is compared again. */
  z.object({ is: z.literal('no_difference'), pValue: chance.nullable(), sample: count }),
  /** An arm had won at this sample, and that was taken back. A larger sample is compared again. */
  z.object({ is: z.literal('taken_back'), pValue: chance.nullable(), sample: count }),
  /** By hand only: this arm is better. */
  z.object({ is: z.literal('better'), arm: z.string(), pValue: chance.nullable() }),
  /** By hand only: none is better. */
  z.object({ is: z.literal('none_better'), pValue: chance.nullable() }),
  /** Everybody who comes takes this arm. */
  z.object({ is: z.literal('decided'), arm: z.string(), by: z.enum(['test', 'hand']), pValue: chance.nullable() }),
])
export type Verdict = z.infer<typeof verdictSchema>

/** The figures that a decision was made on, as they are stored. */
export const figuresSchema = z.object({
  arms: z.array(z.object({ arm: z.string(), members: count, converted: count })),
  pValue: chance.nullable(),
  confidence: chance,
  control: z.string().nullable(),
  sample: count,
})
export type Figures = z.infer<typeof figuresSchema>

export const experimentSchema = z
  .object({
    /** The node's. */
    key: z.string(),
    name: z.string(),
    /** The journey's goal where the node has none of its own; null where the journey has none. */
    goal: z.object({ event: z.string(), filter: propertyConditionSchema.optional(), within: durationSchema }).nullable(),
    isJourneyGoal: z.boolean(),
    arms: z.array(armSchema),
    holdout: armSchema.nullable(),
    control: z.string().nullable(),
    confidence: chance,
    sample: count,
    isAutomatic: z.boolean(),
    verdict: verdictSchema,
    winner: z
      .object({ arm: z.string(), by: z.enum(['test', 'hand']), decidedAt: instantSchema, figures: figuresSchema.nullable() })
      .nullable(),
  })
  .meta({ id: 'Experiment' })
export type Experiment = z.infer<typeof experimentSchema>

export const chooseWinnerSchema = z
  .union([
    /** This arm, by hand; null clears what was chosen. */
    z.strictObject({ arm: z.string().min(1).max(64).nullable() }),
    /** What the test says, now. */
    z.strictObject({ by: z.literal('test') }),
  ])
  .meta({ id: 'ChooseWinner' })
export type ChooseWinner = z.infer<typeof chooseWinnerSchema>
