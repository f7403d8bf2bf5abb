import { SHARDS } from '#domain/member/shard.ts'
import { pool } from '#server/db/pg.ts'
import { findStuckSql, type ShardCheck } from '#server/sql/findStuck.ts'
import type { Finding } from './examine.ts'

const NAMED_MAX = 5

/** The invariant "nobody is stuck": every progress that is not over has a timer or is parked. Shard by shard. */
export async function checkMembers(): Promise<Finding> {
  let open = 0
  const stuck: string[] = []
  for (let shard = 0; shard < SHARDS; shard++) {
    const { rows } = await pool().query<ShardCheck>({ ...findStuckSql, values: [shard] })
    open += rows[0]?.open ?? 0
    stuck.push(...(rows[0]?.stuck ?? []))
  }
  if (!stuck.length) return { what: 'members', isWell: true, says: `nobody is stuck: ${open} open passages have a timer or are parked` }
  return {
    what: 'members',
    isWell: false,
    says: `${stuck.length} of ${open} open passages have no timer: ${stuck.slice(0, NAMED_MAX).join(', ')}. This is a bug: please report it.`,
  }
}
