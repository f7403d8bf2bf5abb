import type pg from 'pg'
import type { Standing } from '#domain/member/settle.ts'
import { transaction } from '#server/db/pg.ts'
import { insertRejected, type RejectedItem } from '#server/sql/insertRejected.ts'
import { type Accepted, identified, type Owned, writeEvents } from './accept.ts'
import { type IdentityCache, knownNames, settleAndMake, settleFromCache, settleKnown } from './identities.ts'

export type Work = { items: Owned[]; rejected: RejectedItem[] }

/**
 * Commits events and rejections together, of any number of requests and workspaces. Where everybody is known and nothing
 * is refused (nearly always) that is one statement, and its own transaction.
 */
export async function commitWork(pool: pg.Pool, { items, rejected }: Work, cache: IdentityCache): Promise<Accepted> {
  const remembered = settleFromCache(items, cache)
  if (remembered && !rejected.length) return writeEvents(pool, items, remembered)
  const people = items.map(identified)
  const known = await knownNames(pool, people, cache)
  const settled = settleKnown(people, known)
  if (settled && !rejected.length) {
    const accepted = await writeEvents(pool, items, settled)
    remember(cache, settled.known)
    return accepted
  }
  const committed = await transaction(async (db) => {
    const settlement = settled ?? (await settleAndMake(db, people))
    const accepted = items.length ? await writeEvents(db, items, settlement) : { accepted: 0, repeated: 0 }
    await insertRejected(db, rejected)
    return { accepted, known: settlement.known }
  }, pool)
  remember(cache, committed.known)
  return committed.accepted
}

/** Only after the commit: what was rolled back must not be remembered. */
function remember(cache: IdentityCache, known: ReadonlyMap<string, Standing>) {
  for (const [key, standing] of known) cache.set(key, standing)
}
