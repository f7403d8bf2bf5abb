import { type Known, type PastPassages, pastKey } from '#domain/engine/apply/work.ts'
import type { Reach } from '#domain/engine/types.ts'

type Sources = {
  count(key: string): { count: number; firstAt: number | null } | undefined
  messages(key: string): Map<number, number> | undefined
  reach(key: string): Reach | undefined
  past(entryKey: string | null): PastPassages
}

/** A map that has no rows: what it answers is reckoned when it is asked. */
class Reckoned<Key, Value> extends Map<Key, Value> {
  readonly #answer: (key: Key) => Value | undefined

  constructor(answer: (key: Key) => Value | undefined) {
    super()
    this.#answer = answer
  }

  override get(key: Key): Value | undefined {
    return this.#answer(key)
  }
}

/**
 * What is known of a member, from memory: the engine takes it for what a tick has fetched. What the stage has never been
 * asked about is not known, is asked for once, and from then on is.
 */
export function knownFrom({ count, messages, reach, past }: Sources, journeyId: number): Known {
  const keyless = pastKey({ journeyId, entryKey: null })
  return {
    counts: new Reckoned(count),
    messages: new Reckoned(messages),
    reach: new Reckoned(reach),
    past: new Reckoned((key: string) => past(key === keyless ? null : key.slice(keyless.length))),
    passagesOf: new Set(),
  }
}
