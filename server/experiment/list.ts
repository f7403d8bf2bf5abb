import { type Experiment, type ExperimentArm, figuresSchema } from '#domain/experiment/resource.ts'
import { intervalOf, rateOf, type Share, together, twoProportionP } from '#domain/experiment/significance.ts'
import { verdictOf } from '#domain/experiment/verdict.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool, type Queryable, transaction } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'
import { refuseUnknown } from '#server/progress/known.ts'
import { type ArmCounts, armCounts, type Clock, countsOf } from './counts.ts'
import { sharesOf } from './decide.ts'
import { experimentsOf, type LiveExperiment } from './read.ts'

const TIMEOUT_MS = 15_000
const QUERY_CANCELED = '57014'

/** The experiments of a journey's live version with the figures of now. Refused (503) when counting takes too long for a page. */
export async function listExperiments(ctx: Ctx, journeyId: number, clock: Clock = {}): Promise<Experiment[]> {
  authorise(ctx, 'viewer')
  await refuseUnknown(ctx, journeyId)
  const experiments = await experimentsOf(pool(), journeyId)
  try {
    return await transaction(async (db) => {
      await db.query(`set local statement_timeout = ${TIMEOUT_MS}`)
      const resources: Experiment[] = []
      for (const experiment of experiments) resources.push(await resourceOf(db, experiment, clock))
      return resources
    })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === QUERY_CANCELED)) throw error
    throw new AppError('unavailable', 'experiment_timeout', 'Counting these members takes too long to wait for. Ask again later.')
  }
}

async function resourceOf(db: Queryable, experiment: LiveExperiment, clock: Clock): Promise<Experiment> {
  const { row, settings, goal, rules, decided } = experiment
  const counts = await armCounts(db, experiment, clock)
  const { verdict, judgement } = verdictOf(sharesOf(experiment, counts), rules, decided)
  const total = settings.arms.reduce((sum, { weight }) => sum + weight, 0)
  const { by, decidedAt } = row
  return {
    ...{ key: row.key, name: row.name, goal, isJourneyGoal: settings.goal === 'journey' },
    ...{ control: rules.control, confidence: rules.confidence, sample: rules.sample, isAutomatic: rules.isAutomatic },
    arms: settings.arms.map(({ outlet, weight }) =>
      armOf(experiment, counts, { arm: outlet, share: weight / total, pValue: judgement.pValues.get(outlet) ?? null }),
    ),
    holdout: settings.holdout > 0 ? holdoutOf(experiment, counts) : null,
    verdict: goal === null && !decided?.arm ? { is: 'goal_missing' } : verdict,
    winner:
      decided?.arm && by && decidedAt
        ? { arm: decided.arm, by, decidedAt: decidedAt.toISOString(), figures: figuresSchema.safeParse(row.saw).data ?? null }
        : null,
  }
}

type Given = { arm: string; share: number; pValue: number | null }

function armOf({ rules }: LiveExperiment, counts: ArmCounts, { arm, share, pValue }: Given): ExperimentArm {
  const { exposed, counted, converted } = countsOf(counts, arm)
  const shown: Share = { members: counted, converted }
  return { arm, share, exposed, counted, converted, rate: rateOf(shown), interval: intervalOf(shown, rules.confidence), pValue }
}

/** Compared with all the arms together: what the experiment as a whole brings. */
function holdoutOf(experiment: LiveExperiment, counts: ArmCounts): ExperimentArm {
  const { counted, converted } = countsOf(counts, 'holdout')
  const others = together(sharesOf(experiment, counts))
  const pValue = counted === 0 || others.members === 0 ? null : twoProportionP({ members: counted, converted }, others)
  return armOf(experiment, counts, { arm: 'holdout', share: experiment.settings.holdout / 100, pValue })
}
