import { judge } from '#domain/experiment/judge.ts'
import type { Figures } from '#domain/experiment/resource.ts'
import type { ArmShare } from '#domain/experiment/significance.ts'
import { type Pool, type Queryable, transaction } from '#server/db/pg.ts'
import { logOf } from '#server/log.ts'
import { decideByTest, type ExperimentRow, liveExperiments } from '#server/sql/experiments.ts'
import { raiseEpoch } from '#server/sql/raiseEpoch.ts'
import { type ArmCounts, armCounts, type Clock, countsOf, dealtArms, isSampled } from './counts.ts'
import { experimentOf, type LiveExperiment } from './read.ts'

/**
 * Compares the arms of experiments that have their sample and were not compared yet, and writes down the winner, or that there is
 * none. However many workers look, each is decided once. Returns how many were.
 */
export async function decideExperiments(pool: Pool, clock: Clock = {}): Promise<number> {
  const { rows } = await pool.query<ExperimentRow>(liveExperiments)
  let decided = 0
  for (const row of rows) {
    const experiment = experimentOf(row)
    if (!experiment || !mayBeCompared(experiment) || !(await isSampled(pool, experiment, clock))) continue
    if (await compare(pool, experiment, clock)) decided++
  }
  return decided
}

const mayBeCompared = ({ decided, rules, goal }: LiveExperiment): boolean =>
  rules.isAutomatic && goal !== null && !decided?.arm && (decided?.comparedAtSample ?? 0) < rules.sample

/** Makes the test with the figures as they are. The winner, its figures and the catalog's epoch are one transaction. */
export function compare(pool: Pool, experiment: LiveExperiment, clock: Clock): Promise<boolean> {
  const { row, rules, settings } = experiment
  return transaction(async (db) => {
    const shares = sharesOf(experiment, await armCounts(db, experiment, clock))
    const { better, pValue } = judge(shares, rules)
    const figures = figuresOf(experiment, shares, pValue)
    const values = [row.journeyId, row.key, row.workspaceId, better, settings.salt, rules.sample, JSON.stringify(figures)]
    const { rowCount } = await db.query({ ...decideByTest, values })
    if (!rowCount) return false
    if (better !== null) await raiseEpoch(db, row.journeyId)
    logOf('experiment').info({ journeyId: row.journeyId, node: row.key, arm: better, pValue }, 'an experiment was compared')
    return true
  }, pool)
}

/** What is compared: members of the arms that get some, whose time is over. */
export const sharesOf = (experiment: LiveExperiment, counts: ArmCounts): ArmShare[] =>
  dealtArms(experiment).map((arm) => {
    const { counted, converted } = countsOf(counts, arm)
    return { arm, members: counted, converted }
  })

export function figuresOf({ rules }: LiveExperiment, arms: ArmShare[], pValue: number | null): Figures {
  const { confidence, control, sample } = rules
  return { arms, pValue, confidence, control, sample }
}

/** For whoever decides by hand: what the figures are now. */
export async function figuresNow(db: Queryable, experiment: LiveExperiment, clock: Clock = {}): Promise<Figures> {
  const shares = sharesOf(experiment, await armCounts(db, experiment, clock))
  return figuresOf(experiment, shares, judge(shares, experiment.rules).pValue)
}
