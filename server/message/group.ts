/**
 * Group commit: whatever items are waiting when the last write ends become one write. `write` gets at most `max` items
 * and its result answers them all; when it throws, all of them are refused with that error.
 */
export type Group<Item, Result> = {
  add(item: Item): Promise<Result>
  /** Resolves when nothing is waiting or being written. */
  idle(): Promise<void>
}

export function createGroup<Item, Result>(write: (items: Item[]) => Promise<Result[]>, max = 500): Group<Item, Result> {
  type Waiting = { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }
  let waiting: Waiting[] = []
  let running: Promise<void> | undefined

  const run = async () => {
    // One turn of the event loop, so that requests read together are written together.
    await new Promise(setImmediate)
    while (waiting.length > 0) {
      const batch = waiting.slice(0, max)
      waiting = waiting.slice(max)
      try {
        const results = await write(batch.map((one) => one.item))
        batch.forEach((one, index) => {
          const result = results[index]
          if (result === undefined) one.reject(new Error('a group write answered fewer items than it was given'))
          else one.resolve(result)
        })
      } catch (error) {
        for (const one of batch) one.reject(error)
      }
    }
    running = undefined
  }
  return {
    add: (item) =>
      new Promise<Result>((resolve, reject) => {
        waiting.push({ item, resolve, reject })
        running ??= run()
      }),
    idle: async () => {
      while (running) await running
    },
  }
}
