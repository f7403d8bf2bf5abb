import { storable } from '#server/sql/storable.ts'
import { divert, release } from '#server/sql/tick/poison.ts'
import type { ReadRow } from '#server/sql/tick/read.ts'
import { isPoison, type Run } from './connection.ts'
import { type Gathered, reasonOf } from './gather.ts'
import { persist, type Slot } from './persist.ts'
import type { Numbered } from './record.ts'

export type Poisoned = { rows: ReadRow[]; reason: string }

/** Holds the members of these rows and moves the rows to the dead-letter list. */
export async function divertAll(poisoned: readonly Poisoned[], run: Run): Promise<void> {
  const blamed = poisoned.filter(({ rows }) => rows.length > 0)
  if (blamed.length === 0) return
  const places = (isTimer: boolean) =>
    blamed.flatMap(({ rows }) => rows.filter(({ kind }) => (kind === 'timer') === isTimer).map(({ row }) => row))
  const heads = blamed.map(({ rows, reason }) => ({ reason: storable(reason), shard: rows[0]?.shard, memberId: rows[0]?.memberId }))
  await run(divert, [places(false), places(true), heads.map((h) => h.reason), heads.map((h) => h.shard), heads.map((h) => h.memberId)])
}

/** Releases held members: what was kept back for them is in the inbox again. */
export async function releaseAll(released: Gathered['released'], run: Run): Promise<void> {
  if (released.length === 0) return
  await run(release, [released.map(({ shard }) => shard), released.map(({ memberId }) => memberId)])
}

/**
 * Writes a batch that failed as a whole, taking it apart until the guilty members are alone. Returns those; everyone else's
 * rows are written.
 */
export async function persistApart(decided: readonly Numbered[], slot: Slot, run: Run): Promise<{ one: Numbered; reason: string }[]> {
  if (decided.length === 0) return []
  const savepoint = (act: string) => run({ name: `tick_${act.replaceAll(' ', '_')}`, text: `${act} apart` })
  await savepoint('savepoint')
  try {
    await persist(decided, [], slot, run)
    await savepoint('release savepoint')
    return []
  } catch (error) {
    if (!isPoison(error)) throw error
    await savepoint('rollback to savepoint')
    await savepoint('release savepoint')
    const [only] = decided
    if (decided.length === 1 && only) return [{ one: only, reason: reasonOf(error) }]
    const middle = decided.length >> 1
    return [...(await persistApart(decided.slice(0, middle), slot, run)), ...(await persistApart(decided.slice(middle), slot, run))]
  }
}
