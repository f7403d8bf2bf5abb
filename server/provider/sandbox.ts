import type pg from 'pg'
import { insertSandboxMessages } from '#server/sql/insertSandboxMessages.ts'
import type { Provider } from './provider.ts'

/** Keeps what it is given in the sandbox inbox, where it is looked at. Nothing leaves the machine. */
export function createSandbox({ pool, clock }: { pool: pg.Pool; clock?: { now: Date } | undefined }): Provider {
  return {
    concurrency: 2,
    batch: 100,
    isIdempotent: true,
    async deliver(messages) {
      await insertSandboxMessages(pool, messages, clock?.now)
      return messages.map(() => ({ became: 'accepted', ref: null }))
    },
    close: async () => {},
  }
}
