import type pg from 'pg'
import { SHARDS } from '#domain/member/shard.ts'
import { pruneIdempotencyKeys } from '#server/api/idempotency.ts'
import {
  ensurePartitions,
  forgetLinks,
  forgetMemberships,
  forgetMemberWalks,
  forgetRefusals,
  forgetSeen,
  type NextDueRow,
  nextDue,
} from '#server/sql/upkeep.ts'
import { purgeRemoved } from '#server/workspace/purge.ts'

/**
 * Makes partitions ahead, finishes removing workspaces, and forgets what is kept for a time only: idempotency keys, used
 * links, message ids of more than 30 days ago, refusals of more than 90. In short statements.
 */
export async function keepUp(pool: pg.Pool, signal?: AbortSignal): Promise<void> {
  await pool.query(ensurePartitions)
  await purgeRemoved()
  await pruneIdempotencyKeys()
  await pool.query(forgetLinks)
  await pool.query(forgetMemberWalks)
  for (let shard = 0; shard < SHARDS && !signal?.aborted; shard++) await pool.query({ ...forgetMemberships, values: [shard] })
  for (const forget of [forgetSeen, forgetRefusals]) {
    for (let forgotten = 1; forgotten > 0 && !signal?.aborted; ) forgotten = (await pool.query(forget)).rowCount ?? 0
  }
}

/** In how many ms the next timer is due (0 and less: now); null when there is none. */
export async function msToNextDue(pool: pg.Pool): Promise<number | null> {
  return (await pool.query<NextDueRow>(nextDue)).rows[0]?.ms ?? null
}
