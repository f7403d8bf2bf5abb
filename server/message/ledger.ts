import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { logOf } from '#server/log.ts'
import { type Attempt, attemptMessages } from '#server/sql/attemptMessages.ts'
import { type Deferral, deferMessages } from '#server/sql/deferMessages.ts'
import { type Finish, finishMessages } from '#server/sql/finishMessages.ts'
import { createGroup } from './group.ts'

/** Writes what happens to claimed messages, many at a time: one statement for whatever is waiting. */
export type Ledger = {
  /** 'go': the bytes may leave now. */
  attempt(held: Attempt): Promise<'go' | 'lost' | 'denied'>
  finish(finish: Finish): Promise<unknown>
  defer(deferral: Deferral): Promise<unknown>
  /** Resolves when everything is written. */
  idle(): Promise<void>
}

const RETRY_MS_MAX = 2_000

/** `clock`: a virtual one for what is recorded. `onOutcomes` hears after each commit that put outcomes into the inbox. */
export function createLedger(pool: pg.Pool, clock: { now: Date } | undefined, onOutcomes: () => void): Ledger {
  const attempts = createGroup((held: Attempt[]) => attemptMessages(pool, held, clock?.now))
  const finishes = createGroup(async (batch: Finish[]) => {
    await untilWritten(() => finishMessages(pool, batch, clock?.now))
    onOutcomes()
    return batch.map(() => true)
  })
  const deferrals = createGroup(async (batch: Deferral[]) => {
    await untilWritten(() => deferMessages(pool, batch, clock?.now))
    return batch.map(() => true)
  })
  return {
    attempt: attempts.add,
    finish: finishes.add,
    defer: deferrals.add,
    idle: async () => {
      await Promise.all([attempts.idle(), finishes.idle(), deferrals.idle()])
    },
  }
}

/**
 * What became of a message is known here alone, so it is written as soon as PostgreSQL is back. Repeating is safe: the
 * lease's token guards the row, and once a lease has run out there is nothing left to write.
 */
async function untilWritten(write: () => Promise<unknown>): Promise<void> {
  for (let waitMs = 50, tries = 1; ; waitMs = Math.min(waitMs * 2, RETRY_MS_MAX), tries++) {
    try {
      await write()
      return
    } catch (error) {
      logOf('send').error({ err: error, tries }, 'outcomes of messages could not be written; trying again')
      if (tries >= 100) throw error
      await pause(waitMs)
    }
  }
}
