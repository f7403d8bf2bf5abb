import type { Pool } from '#server/db/pg.ts'
import { logOf } from '#server/log.ts'
import type { JobName } from '#server/queue/jobs.ts'
import { closeJobSql, keepJobSql } from '#server/sql/deadLetters.ts'
import { storable } from '#server/sql/storable.ts'

const REASON_CHARS_MAX = 2_000

export type FailingJob = { queue: string; name: JobName; payload: unknown }

/**
 * Puts a job that failed for good on the list of dead letters. Never throws: without a database there is nobody to tell, and the
 * minute's sweep comes back to what the job was about.
 */
export async function keepFailedJob(pool: Pool, { queue, name, payload }: FailingJob, error: unknown): Promise<void> {
  const reason = storable(error instanceof Error ? error.message : String(error)).slice(0, REASON_CHARS_MAX)
  await pool
    .query({ ...keepJobSql, values: [queue, name, JSON.stringify(payload), reason] })
    .catch((lost: unknown) => logOf('queue').warn({ err: lost, name }, 'a failed job could not be kept'))
}

/** Takes a job that succeeded from the list, should it be there. Never throws. */
export async function closeFailedJob(pool: Pool, { name, payload }: FailingJob): Promise<void> {
  await pool
    .query({ ...closeJobSql, values: [name, JSON.stringify(payload)] })
    .catch((lost: unknown) => logOf('queue').warn({ err: lost, name }, 'a job that succeeded could not be taken from the dead letters'))
}
