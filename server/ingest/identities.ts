import { type Identified, identityKey, type NewIdentity, namesOf, type Settlement, type Standing, settle } from '#domain/member/settle.ts'
import type { Queryable } from '#server/db/pg.ts'
import { createIdentities, createMembers, reserveMembers } from '#server/sql/createMembers.ts'
import { findIdentities } from '#server/sql/findIdentities.ts'
import type { LeastRecent } from './leastRecent.ts'

/**
 * What this process knows of outside names. An entry may be stale when a merge happened elsewhere: harmless, since the
 * tick forwards a row whose member has moved, and ignores the merge of a member that is merged already.
 */
export type IdentityCache = LeastRecent<string, Standing>

/** What the names of these items stand for: from the cache, else from the database (committed rows only). */
export async function knownNames(db: Queryable, items: readonly Identified[], cache?: IdentityCache): Promise<Map<string, Standing>> {
  const known = new Map<string, Standing>()
  const unknown = []
  for (const [key, name] of namesOf(items)) {
    const cached = cache?.get(key)
    if (cached) known.set(key, cached)
    else unknown.push(name)
  }
  for (const [key, standing] of await findIdentities(db, unknown)) known.set(key, standing)
  return known
}

/**
 * Settles from memory alone, without naming, making or merging anybody: nearly every batch once a process is warm.
 * undefined when anything else is called for.
 */
export function settleFromCache(items: readonly Named[], cache: IdentityCache): Settlement | undefined {
  const targets: Standing[] = []
  for (const { workspaceId, userId, anonymousId, event } of items) {
    const user = userId === null ? undefined : cache.get(identityKey(workspaceId, 'u', userId))
    const visitor = anonymousId === null ? undefined : cache.get(identityKey(workspaceId, 'a', anonymousId))
    const isMerge = user && visitor && user.id !== visitor.id && !visitor.isKnown
    const target = user ?? visitor
    const isUnknown = (userId !== null && !user) || (anonymousId !== null && !visitor)
    if (!target || isUnknown || isMerge || event.kind === 'alias') return undefined
    targets.push(target)
  }
  return { targets, born: NOBODY, members: [], identities: [], merges: [] }
}
type Named = { workspaceId: number; userId: string | null; anonymousId: string | null; event: { kind: string } }
const NOBODY: ReadonlySet<number> = new Set()

export type Settled = Settlement & { known: ReadonlyMap<string, Standing> }

/** Settles without making anybody; undefined when somebody or some name is new and a transaction is needed. */
export function settleKnown(items: readonly Identified[], standings: ReadonlyMap<string, Standing>): Settled | undefined {
  const known = new Map(standings)
  const settlement = settle(items, known, () => ({ shard: 0, id: 0 }))
  return settlement.identities.length ? undefined : { ...settlement, known }
}

const ATTEMPTS = 10

/**
 * Settles inside the caller's transaction, making members and names as needed. When another transaction commits one of
 * the names first, what was made is rolled back to a savepoint and everything is looked up again: one member a name.
 */
export async function settleAndMake(db: Queryable, items: readonly Identified[]): Promise<Settled> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const known = await knownNames(db, items)
    const reserved = await reserveMembers(db, namesOf(items).size - known.size)
    const settlement = settle(items, known, () => {
      const next = reserved.pop()
      if (!next) throw new Error('more members than new names')
      return next
    })
    if (await make(db, settlement)) return { ...settlement, known }
  }
  throw new Error(`names were taken by others ${ATTEMPTS} times in a row`)
}

async function make(
  db: Queryable,
  { members, identities }: { members: Settlement['members']; identities: NewIdentity[] },
): Promise<boolean> {
  if (!identities.length) return true
  await db.query('savepoint names')
  if (!(await createIdentities(db, identities))) {
    await db.query('rollback to savepoint names')
    return false
  }
  await db.query('release savepoint names')
  if (members.length) await createMembers(db, members)
  return true
}
