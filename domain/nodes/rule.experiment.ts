import * as z from 'zod'
import { propertyConditionSchema } from '#domain/condition/document.ts'
import { CHANCE, HOLDOUT, SAMPLE } from '#domain/experiment/bounds.ts'
import { armAt, armProblems, armsIn, armsSchema, outletsOfArms, sharesOf, stickyAt } from './arms.ts'
import { durationProblems, eventNameProblems, problem } from './check.ts'
import { propertyConditionProblems } from './checkCondition.ts'
import type { NodeDefinition, SettingsProblem } from './definition.ts'
import { textOf } from './phrase.ts'
import { WAIT_MS_MAX, waitSchema } from './timeout.ts'
import { entriesOf } from './values.ts'

const goalSchema = z.union([
  /** The journey's own, within its own time. */
  z.literal('journey'),
  z.strictObject({
    event: z.string().trim().min(1).max(200),
    filter: propertyConditionSchema.optional(),
    /** Counted from when the member took the arm. */
    within: waitSchema,
  }),
])

const settings = z
  .strictObject({
    arms: armsSchema,
    /** Percent of members who take no arm, to compare with: the outlet `holdout`. */
    holdout: z.number().min(HOLDOUT.min).max(HOLDOUT.max).default(0),
    goal: goalSchema,
    /** The arm that the others are compared with; left out, each is compared with the others together. */
    control: z.string().optional(),
    /** What chance alone has to be ruled out with. */
    confidence: z.number().min(CHANCE.min).max(CHANCE.max).default(CHANCE.usual),
    /** Members of each arm whose time for the goal is over before the arms are compared. */
    sample: z.number().int().min(SAMPLE.min).max(SAMPLE.max).default(SAMPLE.usual),
    /** The winner is decided by the test; else only by hand. */
    automatic: z.boolean().default(true),
    /** Another salt deals everybody anew, and is another experiment. */
    salt: z.string().max(64).default(''),
  })
  .refine(({ arms, control }) => control === undefined || arms.some(({ outlet }) => outlet === control))

/** As a published node holds them. */
export const experimentSettings = settings
export type ExperimentSettings = z.output<typeof settings>

/**
 * Deals members over arms to learn which of them brings more to a goal. A member always takes the same arm; once an arm has won,
 * everybody who comes takes that. Who took which is kept; the worker compares them (server/experiment).
 */
export const ruleExperiment: NodeDefinition<typeof settings> = {
  kind: 'rule.experiment',
  settings,
  blank: {
    arms: [
      { outlet: 'a', weight: 50 },
      { outlet: 'b', weight: 50 },
    ],
    goal: 'journey',
    sample: SAMPLE.usual,
  },
  outlets: (draft) => {
    const { arms, holdout } = Object.fromEntries(entriesOf(draft))
    return [...outletsOfArms(arms), ...(typeof holdout === 'number' && holdout > 0 ? ['holdout'] : [])]
  },
  waits: false,
  summary: ({ arms, goal, holdout }) => {
    const shares = sharesOf(arms)
    if (shares === '') return { key: 'nodes.rule.experiment.summaryEmpty' }
    const { event } = Object.fromEntries(entriesOf(goal))
    const held = typeof holdout === 'number' ? holdout : 0
    return { key: 'nodes.rule.experiment.summary', values: { shares, goal: textOf(event) || 'none', holdout: held } }
  },
  problems: (draft, context) => [
    ...armProblems(draft.arms),
    ...(draft.goal === 'journey' ? [] : goalProblems(Object.fromEntries(entriesOf(draft.goal)), context)),
    ...figureProblems(draft),
  ],
  reads: () => [],
  decide: (input) => {
    const { arms, holdout, salt } = input.settings
    // The salt is first: what follows it cannot be taken for a part of it.
    const salted = salt === '' ? '' : ` ${salt}`
    if (input.winner !== null && arms.some(({ outlet }) => outlet === input.winner))
      return { does: 'follow', outlet: input.winner, skipped: 'experiment_over' }
    const isHeld = holdout > 0 && stickyAt(input, `${salted} holdout`) * 100 < holdout
    const arm = isHeld ? 'holdout' : armAt(arms, stickyAt(input, salted))
    return { does: 'apply', effects: [{ do: 'expose', arm, salt }], outlet: arm }
  },
}

function goalProblems(goal: Record<string, unknown>, context: Parameters<typeof eventNameProblems>[2]): SettingsProblem[] {
  return [
    ...eventNameProblems(goal.event, '/goal/event', context),
    ...(goal.filter ? propertyConditionProblems(goal.filter, '/goal/filter') : []),
    ...durationProblems(goal.within, '/goal/within', WAIT_MS_MAX),
  ]
}

function figureProblems({ arms, holdout, control, confidence, sample }: Record<string, unknown>): SettingsProblem[] {
  const names = armsIn(arms).map(({ outlet }) => outlet)
  return [
    ...(isWithin(holdout ?? 0, HOLDOUT) ? [] : [problem('holdoutInvalid', '/holdout', { count: HOLDOUT.max })]),
    ...(control === undefined || names.includes(textOf(control)) ? [] : [problem('controlUnknown', '/control', { name: textOf(control) })]),
    ...(isWithin(confidence ?? CHANCE.usual, CHANCE) ? [] : [problem('confidenceInvalid', '/confidence')]),
    ...(isWithin(sample ?? SAMPLE.usual, SAMPLE) && Number.isInteger(sample ?? SAMPLE.usual)
      ? []
      : [problem('sampleInvalid', '/sample', { count: SAMPLE.min })]),
  ]
}

const isWithin = (value: unknown, { min, max }: { min: number; max: number }) => typeof value === 'number' && value >= min && value <= max
