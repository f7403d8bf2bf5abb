import { windowMs, zoneOf } from '#domain/time/zone.ts'
import { fittingTexts } from '#server/condition/patterns.ts'
import { eventSql } from '#server/condition/sql.ts'
import type { Queryable } from '#server/db/pg.ts'
import { type ArmCountRow, countByEvent, countByJourney, hasSamples } from '#server/sql/experiments.ts'
import type { LiveExperiment } from './read.ts'

/** `now`: another clock than PostgreSQL's. */
export type Clock = { now?: Date | undefined }
export type ArmCounts = ReadonlyMap<string, Omit<ArmCountRow, 'arm'>>
const NOBODY = { exposed: 0, counted: 0, converted: 0 }

/** Counts of an arm that nobody took are zeros. */
export const countsOf = (counts: ArmCounts, arm: string) => counts.get(arm) ?? NOBODY

/** The arms that get members. */
export const dealtArms = ({ settings }: LiveExperiment): string[] =>
  settings.arms.filter(({ weight }) => weight > 0).map(({ outlet }) => outlet)

/** Whether every arm that gets members has its sample. Cheap. */
export async function isSampled(db: Queryable, experiment: LiveExperiment, { now }: Clock): Promise<boolean> {
  const { row, settings, goal } = experiment
  if (!goal) return false
  const values = [row.journeyId, row.key, settings.salt, dealtArms(experiment), windowMs(goal.within), settings.sample, now ?? null]
  const { rows } = await db.query<{ isFull: boolean }>({ ...hasSamples, values })
  return rows[0]?.isFull ?? false
}

/** Members of every arm, the holdout among them. */
export async function armCounts(db: Queryable, experiment: LiveExperiment, { now }: Clock): Promise<ArmCounts> {
  const { row, settings, goal } = experiment
  const { event = '', filter, within = {} } = goal ?? {}
  const { workspaceId, timeZone } = row
  const fitting = filter ? await fittingTexts(db, workspaceId, { event, where: filter }) : new Map<string, string[]>()
  const around = { workspaceId, timeZone: zoneOf(timeZone), now: now?.getTime() ?? 0, segments: new Map(), fitting: at(fitting) }
  const { where, parameters } = eventSql(event, filter, around)
  const exposed = {
    workspace: parameters.add(workspaceId, 'int'),
    journey: parameters.add(row.journeyId, 'int'),
    node: parameters.add(row.key, 'text'),
    salt: parameters.add(settings.salt, 'text'),
    windowMs: parameters.add(windowMs(within), 'float8'),
    now: `coalesce(${parameters.add(now ?? null, 'timestamptz')}, now())`,
  }
  const name = parameters.add(event, 'text')
  const declared = parameters.declaration()
  const text =
    goal && settings.goal !== 'journey'
      ? countByEvent({ ...exposed, event: name, declared, where, zone: filter !== undefined })
      : countByJourney({ ...exposed, declared })
  const { rows } = await db.query<ArmCountRow>(text, parameters.values)
  return new Map(rows.map(({ arm, ...counts }) => [arm, counts]))
}

const at = (fitting: ReadonlyMap<string, string[]>) => (place: string) => fitting.get(place) ?? []
