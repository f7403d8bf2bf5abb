import type { JobsOptions } from 'bullmq'
import { type OpenQueue, openQueue } from './backend.ts'
import { type Bell, openBell } from './bell.ts'
import { errorActsOptions, examineOptions, feedOptions, isJobName, type JobName, type JobPayload, jobs, walkOptions } from './jobs.ts'

let opened: Promise<Bell> | undefined

/**
 * Rings this process's bell, opened at the first ring. Call it after a commit; it never throws and is never awaited. `rows`: how many
 * were put into the inbox, where there may be many.
 */
export function ring(rows?: number): void {
  opened ??= openBell()
  opened.then(
    (bell) => bell.ring(rows),
    () => {
      opened = undefined
    },
  )
}

let work: OpenQueue | undefined

/**
 * Asks a worker to resume or end the passages of a journey, as its status now says. Call it after the commit; never awaited,
 * never throws. A request that is lost is found again by the minute's sweep.
 */
export const requestFeed = (journeyId: number): void => request('feed', { journeyId }, feedOptions(journeyId))

/** The same for a walk over an audience. */
export const requestWalk = (walkId: number): void => request('walk', { walkId }, walkOptions(walkId))
/** The same for acts on passages in ERROR. */
export const requestErrorActs = (): void => request('errorActs', {}, errorActsOptions)
/** The same for an examination of the installation. */
export const requestExamination = (): void => request('examine', {}, examineOptions)

/** The same for any job, by its name and data as a dead letter has them. One that the catalogue does not know (any more) is left. */
export function requestAgain(name: string, payload: unknown): void {
  const read = isJobName(name) ? jobs[name].payload.safeParse(payload) : undefined
  if (isJobName(name) && read?.success) request(name, read.data, jobs[name].options)
}

function request<Name extends JobName>(name: Name, payload: JobPayload<Name>, options: JobsOptions): void {
  try {
    work ??= openQueue('work', () => {})
    work.queue.add(name, payload, options).catch(() => undefined)
  } catch {
    // No queue can be opened (DATABASE_URL is gone): the sweep does not need one.
  }
}

/** For a clean end of the process. */
export async function closeRing(): Promise<void> {
  const closing = opened
  const working = work
  opened = undefined
  work = undefined
  await working?.close().catch(() => undefined)
  await closing?.then((bell) => bell.close()).catch(() => undefined)
}
