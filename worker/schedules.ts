import type { OpenQueue } from '#server/queue/backend.ts'
import { jobs } from '#server/queue/jobs.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** On the minute, as schedules of journeys are. */
const MINUTELY = '* * * * *'
/** At night, UTC: it reads every row. */
const NIGHTLY = '17 3 * * *'

/** The job schedulers: one sweep and one look at schedules and at experiments a minute, one upkeep and one examination a day in the whole installation. Idempotent. */
export async function schedule({ queue }: OpenQueue): Promise<void> {
  await queue.upsertJobScheduler('sweep', { every: MINUTE_MS }, { name: 'sweep', data: {}, opts: jobs.sweep.options })
  await queue.upsertJobScheduler('slots', { pattern: MINUTELY, tz: 'UTC' }, { name: 'slots', data: {}, opts: jobs.slots.options })
  await queue.upsertJobScheduler('experiments', { every: MINUTE_MS }, { name: 'experiments', data: {}, opts: jobs.experiments.options })
  await queue.upsertJobScheduler('upkeep', { every: DAY_MS }, { name: 'upkeep', data: {}, opts: jobs.upkeep.options })
  await queue.upsertJobScheduler('examine', { pattern: NIGHTLY, tz: 'UTC' }, { name: 'examine', data: {}, opts: jobs.examine.options })
}

/** Schedules now and every minute again: a Redis that was emptied has forgotten. Returns how to stop. */
export function keepScheduled(work: OpenQueue, onError: (error: unknown) => void): () => void {
  const again = () => void schedule(work).catch(onError)
  again()
  const interval = setInterval(again, MINUTE_MS)
  return () => clearInterval(interval)
}
