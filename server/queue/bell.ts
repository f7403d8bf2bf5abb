import { openQueue, type QueueBackend, queueBackend } from './backend.ts'
import { jobs } from './jobs.ts'

/**
 * Says that the inbox has work. Called after a commit, never awaited, never throws: a ring that is lost costs at most
 * the 250 ms until a worker looks by itself.
 */
export type Bell = {
  /** `rows`: how many were put into the inbox. */
  ring(rows?: number): void
  close(): Promise<void>
}

/**
 * Between two jobs from one process: the longer, the more the last one brought. A job costs Redis some forty commands, those of its
 * scripts counted, however many rows it is about; from about 2,000 rows a second on it is better to wait for more of them.
 */
const REST_MS = { least: 5, forEachRow: 0.5, most: 80 }
export const restMs = (rows: number): number => Math.min(REST_MS.most, Math.max(REST_MS.least, rows * REST_MS.forEachRow))

/**
 * One ring waiting and one being answered, in the whole installation: so a thin load is one worker's, in large batches,
 * and a ring during a tick is not lost.
 */
const deduplication = { id: 'ring', keepLastIfActive: true } as const

export async function openBell(backend: QueueBackend = queueBackend()): Promise<Bell> {
  const opened = openQueue('bell', () => {}, backend)
  let resting: NodeJS.Timeout | undefined
  /** Rows that no job tells of yet; a ring may be about none that it knows the number of. */
  let wanted: { rows: number } | null = null
  let inFlight: Promise<unknown> | undefined

  const send = (rows: number) => {
    wanted = null
    // While one add is out (or Redis is away) further rings collapse into one.
    inFlight = opened.queue
      .add('ring', {}, { ...jobs.ring.options, deduplication })
      .catch(() => undefined)
      .finally(() => {
        inFlight = undefined
        if (wanted && !resting) send(wanted.rows)
      })
    resting = setTimeout(() => {
      resting = undefined
      if (wanted && !inFlight) send(wanted.rows)
    }, restMs(rows))
    resting.unref()
  }
  return {
    ring(rows = 0) {
      if (resting || inFlight) wanted = { rows: (wanted?.rows ?? 0) + rows }
      else send(rows)
    },
    async close() {
      clearTimeout(resting)
      wanted = null
      await opened.close().catch(() => undefined)
    },
  }
}
