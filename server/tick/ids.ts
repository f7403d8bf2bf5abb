import type { Sql } from '#server/db/pg.ts'
import type { Run } from './connection.ts'

// Either sequence rises by this much: one call hands out a block.
const BLOCK = 1_000
/** Blocks fetched at once, so that most ticks need not ask. */
const AHEAD = 4
const nextBlocks = (sequence: string): Sql => ({
  name: `tick_ids_${sequence}`,
  text: `select nextval('engine.${sequence}') as first from generate_series(1, $1)`,
})

/** `isDurable`: the transaction that fetched it was committed. */
type Block = { next: number; end: number; isDurable: boolean }

/**
 * Ids are made at the edge, some thousands at a time. What a transaction fetched outlives it only when it was committed: that a sequence
 * has risen is durable no sooner, and a server that crashed before would hand out the same ids again, to another worker.
 */
export class Ids {
  readonly #sql: Sql
  #blocks: Block[] = []

  constructor(sequence: 'progress_id' | 'message_id') {
    this.#sql = nextBlocks(sequence)
  }

  /** `count` fresh ids, ascending within a block. */
  async take(run: Run, count: number): Promise<number[]> {
    const missing = count - this.#blocks.reduce((sum, { next, end }) => sum + end - next, 0)
    if (missing > 0) {
      const blocks = Math.max(AHEAD, Math.ceil(missing / BLOCK))
      for (const { first } of await run<{ first: number }>(this.#sql, [blocks]))
        this.#blocks.push({ next: first, end: first + BLOCK, isDurable: false })
    }
    const ids: number[] = []
    for (const block of this.#blocks) while (ids.length < count && block.next < block.end) ids.push(block.next++)
    this.#blocks = this.#blocks.filter(({ next, end }) => next < end)
    return ids
  }

  /** To be called when the transaction that took some was committed. */
  keep(): void {
    for (const block of this.#blocks) block.isDurable = true
  }

  /** To be called when it was not, or nobody knows. */
  forget(): void {
    this.#blocks = this.#blocks.filter(({ isDurable }) => isDurable)
  }
}

/** The ids that a tick hands out. */
export class TickIds {
  readonly progress = new Ids('progress_id')
  readonly message = new Ids('message_id')

  keep(): void {
    this.progress.keep()
    this.message.keep()
  }

  forget(): void {
    this.progress.forget()
    this.message.forget()
  }
}
