import type { Queryable } from '#server/db/pg.ts'

export type WalkColumns = { at: Date; visits: unknown; saw: unknown }

/** The walks of one progress, in order. Locks nothing; walk's primary key (shard, progress_id, at, first_visit), by partition. */
export async function readWalks(db: Queryable, progress: { shard: number; id: number }): Promise<WalkColumns[]> {
  const { rows } = await db.query<WalkColumns>({
    name: 'read_walks',
    text: 'select at, visits, saw from engine.walk where shard = $1 and progress_id = $2 order by at, first_visit',
    values: [progress.shard, progress.id],
  })
  return rows
}
