import type { Queryable } from '#server/db/pg.ts'

/**
 * Raises the catalog's epoch: workers notice whatever the caller changed with the first row accepted after its commit.
 * Call it inside the transaction of the change, last: it locks the catalog's one row until the commit.
 */
export const raiseEpochSql = 'update engine.catalog set epoch = epoch + 1 returning epoch'

/** With `journeyId`, also marks that journey as changed at the new epoch. Returns the epoch. */
export async function raiseEpoch(db: Queryable, journeyId?: number): Promise<number> {
  if (journeyId === undefined) {
    const { rows } = await db.query<{ epoch: number }>({ name: 'raise_epoch', text: raiseEpochSql })
    return rows[0]?.epoch ?? 0
  }
  const text = `with raised as (${raiseEpochSql}) update public.journey set epoch = raised.epoch from raised where id = $1 returning raised.epoch`
  const { rows } = await db.query<{ epoch: number }>({ name: 'raise_epoch_of_journey', text, values: [journeyId] })
  return rows[0]?.epoch ?? 0
}
