import type { Pool } from '#server/db/pg.ts'
import { closeFailedJob, keepFailedJob } from '#server/deadLetter/jobs.ts'
import { isJobName, jobs, wakeUps } from '#server/queue/jobs.ts'

/** What is asked of a job as the queue hands it over. */
export type Job = { name: string; data: unknown; attemptsMade?: number; opts?: { attempts?: number | undefined } }

/**
 * Does jobs, and keeps those that failed for good among the dead letters until they were done after all. The failure is thrown on,
 * for the queue to know it.
 */
export function keepingLetters(pool: Pool, run: (job: Job) => Promise<void>): (job: Job) => Promise<void> {
  return async (job) => {
    const { name, data: payload } = job
    const failing = isJobName(name) && !wakeUps.has(name) ? { queue: jobs[name].queue, name, payload } : undefined
    try {
      await run(job)
    } catch (error) {
      if (failing && isLastAttempt(job)) await keepFailedJob(pool, failing, error)
      throw error
    }
    if (failing) await closeFailedJob(pool, failing)
  }
}

const isLastAttempt = ({ attemptsMade = 0, opts }: Job) => attemptsMade + 1 >= (opts?.attempts ?? 1)
