import type { Pool } from '#server/db/pg.ts'
import { logOf } from '#server/log.ts'
import { Catalogs } from '#server/tick/catalog.ts'
import { Ticker } from '#server/tick/ticker.ts'

export type CrewOptions = {
  pool: Pool
  /** Tickers: each has a connection of its own. */
  size: number
  /** After a tick that created messages. */
  onMessages(): void
  /** Every ticker of this process is busy and a tick was full: others may join. */
  onOverflow(): void
  /** There was work and now there is none. */
  onDone(): void
}
export type Crew = {
  /** Looks for work until there is none. Resolves then; also when the database is away, which is tried again. */
  ring(): Promise<void>
  /** One more ticker looks for work, if one is free. */
  join(): void
  /** When the last tick was committed or found nothing, epoch ms; null before the first. */
  lastTickAt(): number | null
  /** Stops taking, finishes what is under way. */
  close(): Promise<void>
}

const REST_MS = { first: 100, most: 5_000 }
/** Ticks in a row that were full and yet took nothing away (a batch being taken apart, merges that wait). */
const FRUITLESS_MAX = 20

type Hand = { ticker: Ticker; isRung: boolean; working: Promise<void> | null }

/**
 * The tickers of a process. The first does thin work alone, so that batches gather; another joins only when a tick came back
 * full.
 */
export function createCrew({ pool, size, onMessages, onOverflow, onDone }: CrewOptions): Crew {
  const catalogs = new Catalogs()
  const hands: Hand[] = Array.from({ length: size }, () => ({ ticker: new Ticker({ pool, catalogs }), isRung: false, working: null }))
  let isClosing = false
  let lastTickAt: number | null = null
  let restMs = 0
  let restUntil = 0

  const start = (hand: Hand): Promise<void> => {
    if (isClosing || performance.now() < restUntil) return Promise.resolve()
    if (hand.working) hand.isRung = true
    else
      hand.working = work(hand).finally(() => {
        hand.working = null
      })
    return hand.working ?? Promise.resolve()
  }

  async function work(hand: Hand): Promise<void> {
    let applied = 0
    let fruitless = 0
    try {
      do {
        hand.isRung = false
        const { rows, messages, isFull } = await hand.ticker.tick()
        recovered()
        applied += rows
        fruitless = rows > 0 ? 0 : fruitless + 1
        if (messages > 0) onMessages()
        if (isFull && rows > 0) welcomeAnother()
        if (rows === 0 && !(isFull && fruitless < FRUITLESS_MAX) && !hand.isRung) break
      } while (!isClosing)
    } catch (error) {
      rest(error)
    }
    if (applied > 0 && !isClosing) onDone()
  }

  function welcomeAnother(): void {
    const free = hands.find(({ working }) => working === null)
    if (free) void start(free)
    else onOverflow()
  }

  function recovered(): void {
    if (restMs > 0) logOf('tick').info('ticks go on')
    restMs = 0
    lastTickAt = Date.now()
  }

  /** The database is away, or in the wrong state: wait, longer each time, and look again. */
  function rest(error: unknown): void {
    // An outage is told once, with its trace, and again when it is over.
    if (restMs === 0) logOf('tick').warn({ err: error }, 'a tick failed and was rolled back; it is tried again')
    restMs = Math.min(restMs === 0 ? REST_MS.first : restMs * 2, REST_MS.most)
    restUntil = performance.now() + restMs
  }

  return {
    ring: () => {
      const [first] = hands
      return first ? start(first) : Promise.resolve()
    },
    join: () => {
      const free = hands.find(({ working }) => working === null)
      if (free) void start(free)
    },
    lastTickAt: () => lastTickAt,
    close: async () => {
      isClosing = true
      await Promise.all(hands.flatMap(({ working }) => working ?? []))
    },
  }
}
