import type { Pool } from '#server/db/pg.ts'
import { logOf } from '#server/log.ts'
import { createSender } from '#server/message/sender.ts'

export type Deliveries = {
  /** Looks for messages to send until there are none to claim. */
  ring(): void
  close(): Promise<void>
}

const REST_MS = { first: 100, most: 5_000 }

/** Keeps the sender turning while there are messages; rests, longer each time, when the database is away. */
export function createDeliveries(pool: Pool, onOutcomes: () => void): Deliveries {
  const sender = createSender({ pool, onOutcomes })
  let isRung = false
  let isClosing = false
  let working: Promise<void> | null = null
  let restMs = 0
  let restUntil = 0

  async function work(): Promise<void> {
    try {
      for (let more = true; more && !isClosing; ) {
        isRung = false
        const claimed = await sender.turn()
        restMs = 0
        more = claimed > 0 || isRung
      }
    } catch (error) {
      if (restMs === 0) logOf('send').warn({ err: error }, 'messages could not be claimed; it is tried again')
      restMs = Math.min(restMs === 0 ? REST_MS.first : restMs * 2, REST_MS.most)
      restUntil = performance.now() + restMs
    }
  }

  return {
    ring() {
      if (isClosing || performance.now() < restUntil) return
      if (working) isRung = true
      else
        working = work().finally(() => {
          working = null
        })
    },
    async close() {
      isClosing = true
      await working
      await sender.close()
    },
  }
}
