import { openQueue, type QueueBackend, queueBackend } from './backend.ts'
import { jobs } from './jobs.ts'

/**
 * Says that the inbox has work. Called after a commit, never awaited, never throws: a ring that is lost costs at most
 * the 250 ms until a worker looks by itself.
 */
export type Bell = {
  ring(): void
  close(): Promise<void>
}

/** At most one job in this time from one process. */
const THROTTLE_MS = 5
/**
 * One ring waiting and one being answered, in the whole installation: so a thin load is one worker's, in large batches,
 * and a ring during a tick is not lost.
 */
const deduplication = { id: 'ring', keepLastIfActive: true } as const

export async function openBell(backend: QueueBackend = queueBackend()): Promise<Bell> {
  const opened = openQueue('bell', () => {}, backend)
  let resting: NodeJS.Timeout | undefined
  let isWanted = false
  let inFlight: Promise<unknown> | undefined

  const send = () => {
    isWanted = false
    // While one add is out (or Redis is away) further rings collapse into one.
    inFlight = opened.queue
      .add('ring', {}, { ...jobs.ring.options, deduplication })
      .catch(() => undefined)
      .finally(() => {
        inFlight = undefined
        if (isWanted && !resting) send()
      })
    resting = setTimeout(() => {
      resting = undefined
      if (isWanted && !inFlight) send()
    }, THROTTLE_MS)
    resting.unref()
  }
  return {
    ring() {
      if (resting || inFlight) isWanted = true
      else send()
    },
    async close() {
      clearTimeout(resting)
      isWanted = false
      await opened.close().catch(() => undefined)
    },
  }
}
