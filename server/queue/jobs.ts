import type { DefaultJobOptions } from 'bullmq'
import { z } from 'zod'

/**
 * The one job catalogue. A job says that there may be work; what is to be done is in PostgreSQL, and the minute's sweep
 * finds it there when a job is lost. So nothing is retried here; what failed is
 * kept among the dead letters (server/deadLetter/jobs.ts) until it was done.
 */
export const queueNames = ['bell', 'clock', 'work'] as const
export type QueueName = (typeof queueNames)[number]

const nothing = z.strictObject({})
const once: DefaultJobOptions = { attempts: 1, removeOnComplete: true, removeOnFail: { count: 100, age: 7 * 86_400 } }

export const jobs = {
  /** Inbox or timers may have work: one worker looks until there is none. */
  ring: { queue: 'bell', payload: nothing, options: once },
  /** A timer is due about now. Apart from the bell: a delayed job swallows immediate ones of the same deduplication id. */
  due: { queue: 'clock', payload: nothing, options: once },
  /** A tick was full: another worker joins. */
  join: { queue: 'work', payload: nothing, options: once },
  /** Puts commands for the parked or open passages of a journey into the bulk lane. */
  feed: { queue: 'work', payload: z.strictObject({ journeyId: z.number().int() }), options: once },
  /** Goes on with a walk over an audience. */
  walk: { queue: 'work', payload: z.strictObject({ walkId: z.number().int() }), options: once },
  /** Goes on with the acts on passages in ERROR that are open. */
  errorActs: { queue: 'work', payload: nothing, options: once },
  /** Every minute: opens the runs that are due by schedules of journeys. */
  slots: { queue: 'work', payload: nothing, options: once },
  /** Every minute: compares the arms of experiments that have their sample. */
  experiments: { queue: 'work', payload: nothing, options: once },
  /** The scheduled end of a journey has come about now. */
  endings: { queue: 'work', payload: nothing, options: once },
  /** Every minute: finds again whatever a lost job was about. */
  sweep: { queue: 'work', payload: nothing, options: once },
  /** Every night: whether nobody is stuck. */
  examine: { queue: 'work', payload: nothing, options: once },
  /** Every day: partitions ahead, and what is kept for a time only. */
  upkeep: { queue: 'work', payload: nothing, options: once },
} as const satisfies Record<string, { queue: QueueName; payload: z.ZodType; options: DefaultJobOptions }>

export type JobName = keyof typeof jobs
export type JobPayload<N extends JobName> = z.infer<(typeof jobs)[N]['payload']>
/** One feed of a journey at a time, and one more when it is asked for meanwhile. */
export const feedOptions = (journeyId: number) => ({
  ...jobs.feed.options,
  deduplication: { id: `feed-${journeyId}`, keepLastIfActive: true },
})
/** One in the whole installation, however often it is asked for. */
export const examineOptions = { ...jobs.examine.options, deduplication: { id: 'examine', keepLastIfActive: true } }
/** One of a walk at a time. */
export const walkOptions = (walkId: number) => ({ ...jobs.walk.options, deduplication: { id: `walk-${walkId}` } })
export const errorActsOptions = { ...jobs.errorActs.options, deduplication: { id: 'error-acts', keepLastIfActive: true } }
/** Jobs that only wake somebody up: nothing is missed when one of them fails. */
export const wakeUps: ReadonlySet<JobName> = new Set(['ring', 'due', 'join'])
export const isJobName = (name: string): name is JobName => Object.hasOwn(jobs, name)
