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

/** Ids are made at the edge, some thousands at a time. Those left over from a rolled-back tick are used by the next. */
export class Ids {
  readonly #sql: Sql
  #blocks: { next: number; end: number }[] = []

  constructor(sequence: 'progress_id' | 'message_id') {
    this.#sql = nextBlocks(sequence)
  }

  /** `count` fresh ids, ascending within a block. */
  async take(run: Run, count: number): Promise<number[]> {
    const missing = count - this.#blocks.reduce((sum, { next, end }) => sum + end - next, 0)
    if (missing > 0) {
      const blocks = Math.max(AHEAD, Math.ceil(missing / BLOCK))
      for (const { first } of await run<{ first: number }>(this.#sql, [blocks])) this.#blocks.push({ next: first, end: first + BLOCK })
    }
    const ids: number[] = []
    for (const block of this.#blocks) while (ids.length < count && block.next < block.end) ids.push(block.next++)
    this.#blocks = this.#blocks.filter(({ next, end }) => next < end)
    return ids
  }
}
