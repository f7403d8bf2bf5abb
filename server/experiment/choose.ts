import type { ChooseWinner, Experiment } from '#domain/experiment/resource.ts'
import { auditSql } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool, transaction } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'
import { refuseUnknown } from '#server/progress/known.ts'
import { clearWinner, decideByHand } from '#server/sql/experiments.ts'
import { raiseEpoch } from '#server/sql/raiseEpoch.ts'
import { type Clock, isSampled } from './counts.ts'
import { compare, figuresNow } from './decide.ts'
import { listExperiments } from './list.ts'
import { experimentsOf, type LiveExperiment } from './read.ts'

/**
 * Makes an arm the winner by hand, takes a winner back, or makes the test now. From the next accepted event on everybody who comes
 * takes the winner.
 */
export async function chooseWinner(
  ctx: Ctx,
  { journeyId, key, choice }: { journeyId: number; key: string; choice: ChooseWinner },
  clock: Clock = {},
): Promise<Experiment> {
  authorise(ctx, 'editor')
  await refuseUnknown(ctx, journeyId)
  const experiment = (await experimentsOf(pool(), journeyId)).find(({ row }) => row.key === key)
  if (!experiment) throw notFound()
  if ('by' in choice) await makeTest(experiment, clock)
  else if (choice.arm === null) await clear(ctx, experiment)
  else await choose(ctx, experiment, choice.arm, clock)
  const now = (await listExperiments(ctx, journeyId, clock)).find((one) => one.key === key)
  if (!now) throw notFound()
  return now
}

const notFound = () => new AppError('notFound', 'experiment', 'The live version of this journey has no experiment with this key.')

async function choose(ctx: Ctx, experiment: LiveExperiment, arm: string, clock: Clock): Promise<void> {
  const { row, settings } = experiment
  const arms = settings.arms.map(({ outlet }) => outlet)
  if (!arms.includes(arm))
    throw new AppError('unprocessable', 'no_such_arm', `This experiment has no arm "${arm}". Name one of: ${arms.join(', ')}.`)
  await transaction(async (db) => {
    const figures = JSON.stringify(await figuresNow(db, experiment, clock))
    await db.query({ ...decideByHand, values: [row.journeyId, row.key, row.workspaceId, arm, settings.salt, figures] })
    await auditSql(db, ctx, 'journey.experiment', `journey:${row.journeyId}`, { node: row.key, arm })
    await raiseEpoch(db, row.journeyId)
  })
}

async function clear(ctx: Ctx, { row }: LiveExperiment): Promise<void> {
  await transaction(async (db) => {
    const { rows } = await db.query<{ cleared: number }>({ ...clearWinner, values: [row.journeyId, row.key] })
    if (!rows[0]?.cleared) return
    await auditSql(db, ctx, 'journey.experiment', `journey:${row.journeyId}`, { node: row.key, arm: null })
    await raiseEpoch(db, row.journeyId)
  })
}

async function makeTest(experiment: LiveExperiment, clock: Clock): Promise<void> {
  const { decided, goal, rules } = experiment
  if (decided?.arm) throw new AppError('conflict', 'decided', `The arm "${decided.arm}" has won already. Take that back first.`)
  if (goal === null)
    throw new AppError('conflict', 'goal_missing', 'The journey has no goal. Set one, or name an event in the experiment and publish.')
  if ((decided?.comparedAtSample ?? 0) >= rules.sample)
    throw new AppError('conflict', 'compared', 'The arms were compared at this sample. Set a larger one and publish to compare them again.')
  if (!(await isSampled(pool(), experiment, clock)))
    throw new AppError(
      'conflict',
      'sample_missing',
      `Not every arm has ${rules.sample} members whose time for the goal is over. Wait for them, or choose by hand.`,
    )
  await compare(pool(), experiment, clock)
}
