import { setTimeout as sleep } from 'node:timers/promises'

/** Waits for something to be so, looking every few milliseconds. Throws with `what` when it never is. */
export async function until(what: string, holds: () => Promise<boolean>, patienceMs = 20_000): Promise<void> {
  const end = performance.now() + patienceMs
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`It never came about that ${what}.`)
    await sleep(10)
  }
}
