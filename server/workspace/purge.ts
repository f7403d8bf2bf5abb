import { SHARDS } from '#domain/member/shard.ts'
import { pool, type Queryable, transaction } from '#server/db/pg.ts'
import {
  countersOfWorkspace,
  lockShard,
  membersOfShard,
  pagesOfWorkspace,
  pendingOfShard,
  rowsOfMembers,
} from '#server/sql/purgeWorkspace.ts'

const MEMBERS_AT_ONCE = 500
const ROWS_AT_ONCE = 10_000

/** A workspace that was removed and still has rows is known by its address, which no workspace can be given. */
export const removedSlug = (id: number) => `~removed-${id}`

/**
 * Removes every row of a workspace that was taken away from everybody (removeWorkspace), in short transactions. May be
 * interrupted and called again, and by several processes at once.
 */
export async function purgeWorkspace(id: number): Promise<void> {
  for (let shard = 0; shard < SHARDS; shard++) await purgeShard(shard, id)
  for (const sql of countersOfWorkspace) await pool().query({ ...sql, values: [id] })
  for (const sql of pagesOfWorkspace) while (((await pool().query({ ...sql, values: [id, ROWS_AT_ONCE] })).rowCount ?? 0) > 0);
  await pool().query('delete from one_time_link where workspace_id = $1', [id])
  await pool().query('delete from workspace where id = $1 and slug = $2', [id, removedSlug(id)])
}

/** Finishes whatever a process that died left of workspaces that were removed. Returns how many there were. */
export async function purgeRemoved(): Promise<number> {
  const { rows } = await pool().query<{ id: number }>(`select id from workspace where slug = '~removed-' || id`)
  for (const { id } of rows) await purgeWorkspace(id)
  return rows.length
}

async function purgeShard(shard: number, workspaceId: number): Promise<void> {
  await inShard(shard, async (db) => {
    for (const sql of pendingOfShard) await db.query({ ...sql, values: [shard, workspaceId] })
  })
  let after = 0
  for (;;) {
    const last = await inShard(shard, (db) => purgeMembers(db, shard, workspaceId, after))
    if (last === undefined) return
    after = last
  }
}

/** Removes one page of members; returns the last one's id, or undefined when there was none. */
async function purgeMembers(db: Queryable, shard: number, workspaceId: number, after: number): Promise<number | undefined> {
  const { rows } = await db.query<{ id: number }>({ ...membersOfShard, values: [shard, workspaceId, after, MEMBERS_AT_ONCE] })
  const ids = rows.map((row) => row.id)
  if (ids.length > 0) for (const sql of rowsOfMembers) await db.query({ ...sql, values: [shard, ids] })
  return ids.at(-1)
}

const inShard = <T>(shard: number, work: (db: Queryable) => Promise<T>) =>
  transaction(async (db) => {
    await db.query({ ...lockShard, values: [shard] })
    return work(db)
  })
