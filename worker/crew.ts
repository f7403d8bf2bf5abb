import { logOf } from '#server/log.ts'
import { TickThread, type Turn } from '#server/tick/thread.ts'

export type CrewOptions = {
  /** Tickers: each has a thread and a connection of its own. */
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
  /** Stops taking, finishes what is under way. */
  close(): Promise<void>
}

const REST_MS = { first: 100, most: 5_000 }

/**
 * The tickers of a process. The first does thin work alone, so that batches gather; another joins only when a tick came back
 * full.
 */
export function createCrew({ size, onMessages, onOverflow, onDone }: CrewOptions): Crew {
  let isClosing = false
  let restMs = 0
  let restUntil = 0

  const onTick = ({ rows, messages, isFull }: Turn): void => {
    recovered()
    if (messages > 0) onMessages()
    if (isFull && rows > 0) welcomeAnother()
  }
  const onIdle = ({ rows, error }: { rows: number; error: Error | null }): void => {
    if (error) rest(error)
    if (rows > 0 && !isClosing) onDone()
  }
  const hands = Array.from({ length: size }, () => new TickThread({ onTick, onIdle }))

  const start = (hand: TickThread | undefined): Promise<void> =>
    !hand || isClosing || performance.now() < restUntil ? Promise.resolve() : hand.ring()
  const free = () => hands.find(({ isWorking }) => !isWorking)

  function welcomeAnother(): void {
    const one = free()
    if (one) void start(one)
    else onOverflow()
  }

  function recovered(): void {
    if (restMs > 0) logOf('tick').info('ticks go on')
    restMs = 0
  }

  /** The database is away, or in the wrong state: wait, longer each time, and look again. */
  function rest(error: unknown): void {
    // An outage is told once, with its trace, and again when it is over.
    if (restMs === 0) logOf('tick').warn({ err: error }, 'a tick failed and was rolled back; it is tried again')
    restMs = Math.min(restMs === 0 ? REST_MS.first : restMs * 2, REST_MS.most)
    restUntil = performance.now() + restMs
  }

  return {
    ring: () => start(hands[0]),
    join: () => void start(free()),
    close: async () => {
      isClosing = true
      await Promise.all(hands.map((hand) => hand.close()))
    },
  }
}
