import type { Sql } from '#server/db/pg.ts'
import type { Run } from './connection.ts'

// Either sequence rises by this much: one call hands out a block.
const BLOCK = 1_000
const nextBlocks = (sequence: string): Sql => ({
  name: `tick_ids_${sequence}`,
  text: `select nextval('engine.${sequence}') as first from generate_series(1, $1)`,
})

/** Ids are made at the edge, a thousand at a time. Those left over from a rolled-back tick are used by the next. */
export class Ids {
  readonly #sql: Sql
  #free: number[] = []

  constructor(sequence: 'progress_id' | 'message_id') {
    this.#sql = nextBlocks(sequence)
  }

  /** `count` fresh ids, ascending within a block. */
  async take(run: Run, count: number): Promise<number[]> {
    const missing = count - this.#free.length
    if (missing > 0) {
      for (const { first } of await run<{ first: number }>(this.#sql, [Math.ceil(missing / BLOCK)]))
        for (let i = 0; i < BLOCK; i++) this.#free.push(first + i)
    }
    return this.#free.splice(0, count)
  }
}
