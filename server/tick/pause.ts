import { setImmediate as turn } from 'node:timers/promises'

/** Longer than this no tick keeps the process to itself. */
const TURN_MS = 4

/**
 * Between two members of a batch: lets whatever else the process does have its turn, once a few milliseconds have passed.
 * A mail takes about twenty answers of the database and its server, and each would wait for the end of a bulk batch.
 */
export class Pause {
  #until = performance.now() + TURN_MS

  get isDue(): boolean {
    return performance.now() >= this.#until
  }

  async take(): Promise<void> {
    await turn()
    this.#until = performance.now() + TURN_MS
  }
}
