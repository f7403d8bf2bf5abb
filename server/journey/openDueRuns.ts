import { z } from 'zod'
import { dueSlot, scheduleSchema } from '#domain/time/schedule.ts'
import { zoneOf } from '#domain/time/zone.ts'
import { type Pool, transaction } from '#server/db/pg.ts'
import { logOf } from '#server/log.ts'
import { type LiveScheduleRow, liveSchedules } from '#server/sql/liveSchedules.ts'
import { openRun } from './openRun.ts'

/** What a schedule's trigger says beside when: in whose zone, and for whom. */
const audienceSchema = z.object({
  timeZone: z.string().nullish(),
  audience: z.union([z.literal('all'), z.object({ segment: z.string() })]).default('all'),
})

/**
 * Opens the runs that are due by the schedules of live journeys, each slot once however many workers look. After an outage the
 * latest slot alone, if it is less than a day ago; a slot that comes while the journey is paused is let pass. Returns the walks
 * to go on with.
 */
export async function openDueRuns(pool: Pool): Promise<number[]> {
  const { rows } = await pool.query<LiveScheduleRow>(liveSchedules)
  const walks: number[] = []
  for (const row of rows) {
    const schedule = scheduleSchema.safeParse(row.settings)
    const audience = audienceSchema.safeParse(row.settings)
    if (!schedule.success || !audience.success) continue
    const timeZone = zoneOf(audience.data.timeZone ?? row.timeZone)
    const slot = dueSlot(schedule.data, timeZone, { since: row.since.getTime(), last: row.last?.getTime() ?? null, now: row.now.getTime() })
    const walkId = slot === null ? null : await openSlot(pool, row, audience.data.audience, new Date(slot))
    if (walkId !== null) walks.push(walkId)
  }
  return walks
}

type Audience = z.output<typeof audienceSchema>['audience']

async function openSlot(pool: Pool, row: LiveScheduleRow, audience: Audience, occurrence: Date): Promise<number | null> {
  const { workspaceId, journeyId, nodeKey, isPaused } = row
  const segment = audience === 'all' ? null : audience.segment
  const run = { workspaceId, journeyId, nodeKey, by: 'schedule', segment, context: {}, occurrence, isPaused } as const
  const opened = await transaction((db) => openRun(db, run), pool)
  if (opened) logOf('schedule').info({ journeyId, occurrence, isPaused }, 'a scheduled run was opened')
  return opened?.walkId ?? null
}
