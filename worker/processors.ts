import type { Pool } from '#server/db/pg.ts'
import { examineNightly, isExaminationForgotten } from '#server/doctor/nightly.ts'
import { decideExperiments } from '#server/experiment/decide.ts'
import { unfinishedWalks, walkMembers } from '#server/feed/walkMembers.ts'
import { endScheduled } from '#server/journey/endScheduled.ts'
import { openDueRuns } from '#server/journey/openDueRuns.ts'
import { logOf } from '#server/log.ts'
import { feed, unfed } from '#server/progress/feed.ts'
import { areErrorActsOpen, feedErrorActs } from '#server/progress/feedErrorActs.ts'
import type { OpenQueue } from '#server/queue/backend.ts'
import { errorActsOptions, examineOptions, feedOptions, isJobName, type JobName, jobs, walkOptions } from '#server/queue/jobs.ts'
import { keepUp } from '#server/upkeep.ts'
import type { Crew } from './crew.ts'
import type { Deliveries } from './deliveries.ts'

export type Tools = { pool: Pool; crew: Crew; deliveries: Deliveries; work: OpenQueue; signal: AbortSignal }

/** Job name -> what it does. Every job only says that there may be work. */
export function createProcessors({ pool, crew, deliveries, work, signal }: Tools) {
  /** Ends what is to end, and comes back at the next end if that is before the next sweep. */
  const end = async () => {
    const { nextInMs } = await endScheduled(pool)
    if (nextInMs === null) return
    const deduplication = { id: 'endings', ttl: Math.ceil(nextInMs), replace: true }
    await work.queue.add('endings', {}, { ...jobs.endings.options, delay: Math.ceil(nextInMs), deduplication })
  }
  const processors = {
    // Awaited: while one worker answers the bell, further rings wait as one.
    ring: () => crew.ring(),
    due: () => crew.ring(),
    join: async () => crew.join(),
    feed: async (payload) => {
      const { journeyId } = jobs.feed.payload.parse(payload)
      const fed = await feed(pool, journeyId, { onFed: () => void crew.ring(), signal })
      if (fed > 0) logOf('feed').info({ journeyId, fed }, 'commands were put into the bulk lane')
    },
    walk: async (payload) => {
      const { walkId } = jobs.walk.payload.parse(payload)
      const fed = await walkMembers(pool, walkId, { onFed: () => void crew.ring(), signal })
      if (fed > 0) logOf('feed').info({ walkId, fed }, 'members were met by a walk')
    },
    errorActs: async () => void (await feedErrorActs(pool, { onFed: () => void crew.ring(), signal })),
    slots: async () => {
      for (const walkId of await openDueRuns(pool)) await work.queue.add('walk', { walkId }, walkOptions(walkId))
    },
    experiments: async () => void (await decideExperiments(pool)),
    endings: () => end(),
    sweep: async () => {
      void crew.ring()
      deliveries.ring()
      await end()
      for (const journeyId of await unfed(pool)) await work.queue.add('feed', { journeyId }, feedOptions(journeyId))
      for (const walkId of await unfinishedWalks(pool)) await work.queue.add('walk', { walkId }, walkOptions(walkId))
      if (await areErrorActsOpen(pool)) await work.queue.add('errorActs', {}, errorActsOptions)
      if (await isExaminationForgotten(pool)) await work.queue.add('examine', {}, examineOptions)
    },
    examine: async () => void (await examineNightly(pool, signal)),
    upkeep: () => keepUp(pool, signal),
  } satisfies Record<JobName, (payload: unknown) => Promise<void>>

  return async ({ name, data }: { name: string; data: unknown }): Promise<void> => {
    if (!isJobName(name)) {
      // Of a newer or older release, in the same Redis: not ours to keep failing.
      logOf('queue').warn({ name }, 'no such job is known here')
      return
    }
    await processors[name](jobs[name].payload.parse(data))
  }
}
