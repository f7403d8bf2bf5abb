import { type Experiment, figuresSchema } from '#domain/experiment/resource.ts'
import type { Decided, Rules } from '#domain/experiment/verdict.ts'
import { journeySettingsSchema } from '#domain/journey/settings.ts'
import { type ExperimentSettings, experimentSettings } from '#domain/nodes/rule.experiment.ts'
import type { Queryable } from '#server/db/pg.ts'
import { type ExperimentRow, journeyExperiments } from '#server/sql/experiments.ts'

/** An experiment of a live version, and what was decided about it. */
export type LiveExperiment = {
  row: ExperimentRow
  settings: ExperimentSettings
  goal: Experiment['goal']
  rules: Rules
  decided: Decided | null
}

/** Null where a newer release wrote it. */
export function experimentOf(row: ExperimentRow): LiveExperiment | null {
  const read = experimentSettings.safeParse(row.settings)
  if (!read.success) return null
  const { confidence, control = null, sample, automatic, salt } = read.data
  const rules = { confidence, control, sample, isAutomatic: automatic }
  return { row, settings: read.data, goal: goalOf(read.data, row.journeySettings), rules, decided: decidedOf(row, salt) }
}

function goalOf({ goal }: ExperimentSettings, journeySettings: unknown): Experiment['goal'] {
  if (goal !== 'journey') return goal
  const own = journeySettingsSchema.safeParse(journeySettings).data?.goal
  return own ? { event: own.event, within: own.attribution, ...(own.filter && { filter: own.filter }) } : null
}

/** What was compared under another salt was another experiment; a winner stays one until it is cleared. */
function decidedOf({ isDecided, arm, by, decidedSalt, comparedAtSample, saw }: ExperimentRow, salt: string): Decided | null {
  if (!isDecided || by === null || (arm === null && decidedSalt !== salt)) return null
  return { arm, by, comparedAtSample, pValue: figuresSchema.safeParse(saw).data?.pValue ?? null }
}

/** Those of a journey's live version, in the order of the drawing. */
export async function experimentsOf(db: Queryable, journeyId: number): Promise<LiveExperiment[]> {
  const { rows } = await db.query<ExperimentRow>({ ...journeyExperiments, values: [journeyId] })
  return rows.flatMap((row) => experimentOf(row) ?? [])
}
