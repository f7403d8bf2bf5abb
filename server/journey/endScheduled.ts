import type pg from 'pg'
import { journeySettingsSchema } from '#domain/journey/settings.ts'
import type { Ctx } from '#server/context.ts'
import { AppError } from '#server/errors.ts'
import { logOf } from '#server/log.ts'
import { type EndingJourneyRow, endingJourneys } from '#server/sql/endingJourneys.ts'
import { endJourney } from './end.ts'
import type { JourneyRow } from './load.ts'

/**
 * Ends the journeys whose scheduled end has come, as the verb does and in the system's name; each once, whoever else looks.
 * Returns how many ended, and in how many ms the next end comes, null when none does within a minute.
 */
export async function endScheduled(pool: pg.Pool): Promise<{ ended: number; nextInMs: number | null }> {
  const { rows } = await pool.query<EndingJourneyRow>(endingJourneys)
  let ended = 0
  for (const row of rows) if (row.inMs <= 0 && (await endOne(row))) ended++
  return { ended, nextInMs: rows.find(({ inMs }) => inMs > 0)?.inMs ?? null }
}

async function endOne({ id, workspaceId, members }: EndingJourneyRow): Promise<boolean> {
  const ctx: Ctx = { workspaceId, role: 'editor', actor: { kind: 'system' }, requestId: 'schedule' }
  try {
    await endJourney(ctx, id, { members: members === 'cancel' ? 'cancel' : 'drain' }, { schedule: refuseEarly })
    return true
  } catch (error) {
    // Ended by somebody else meanwhile, or its end was put off.
    if (error instanceof AppError) return false
    logOf('schedule').error({ err: error, journeyId: id }, 'a journey could not be ended; it is tried again in a minute')
    return false
  }
}

function refuseEarly(row: JourneyRow): void {
  const { scheduleEndAt } = journeySettingsSchema.parse(row.settings)
  if (scheduleEndAt === null || Date.parse(scheduleEndAt) > Date.now())
    throw new AppError('conflict', 'not_due', 'The end of this journey was put off.')
}
