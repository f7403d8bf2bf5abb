import { SHARDS } from '#domain/member/shard.ts'
import { type Pool, pool } from '#server/db/pg.ts'
import { type Check, type ChunkRow, membersCheck, passagesCheck, subscriptionsCheck, timersCheck } from '#server/sql/nobodyIsStuck.ts'
import type { Finding } from './examine.ts'

const NAMED_MAX = 5
const CHUNK = 5_000

const faults: Record<string, string> = {
  open_nowhere: 'are open and stand at no node',
  of_nobody: 'are open and belong to no member',
  no_timer: 'are open and have no timer',
  not_subscribed: 'wait for something that would not wake them',
  over_at_node: 'are over and stand at a node',
  over_with_timer: 'are over and have a timer',
  wakes_nobody: 'wake no member',
  wakes_at_another_time: 'wake a member at another time than it says',
  timer_of_nothing: 'belong to no passage',
  timer_at_another_time: 'are due at another time than their passage says',
  subscribed_though_over: 'belong to a passage that is over or gone',
  subscribed_for_another: "belong to another member's passage",
  awaits_it_no_more: 'are not waited for any more',
  never_wakes: 'have no timer for the time they are to wake',
  segment_unwatched: 'have a segment that changes by time and do not wake for it',
}

const checks: { what: string; of: string; check: Check }[] = [
  { what: 'passages', of: 'passages: each open one has its timer or is parked', check: passagesCheck },
  { what: 'their timers', of: 'timers: each has its passage or member', check: timersCheck },
  { what: 'subscriptions', of: 'subscriptions: each is waited for', check: subscriptionsCheck },
  { what: 'members', of: 'members: each wakes when it has to', check: membersCheck },
]

export const MEMBER_CHECKS = checks.length

/** `onStep` is called after each shard of each check. */
export type MembersOptions = { from?: Pool; chunk?: number; signal?: AbortSignal | undefined; onStep?: () => Promise<void> }

/** The invariant "nobody is stuck", from both sides: a finding for each kind of row that was looked at. */
export async function checkMembers({ from = pool(), chunk = CHUNK, signal, onStep }: MembersOptions = {}): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { what, of, check } of checks) {
    let looked = 0
    const found = new Map<string, string[]>()
    for (let shard = 0; shard < SHARDS && !signal?.aborted; shard++) {
      looked += await checkShard(from, check, { shard, chunk, found })
      await onStep?.()
    }
    findings.push(
      found.size === 0
        ? { what, isWell: true, says: `${looked} ${of}` }
        : {
            ...{ what, isWell: false, says: `${[...found].map(sentence).join('; ')}. This is a bug: please report it.` },
            brief: `${[...found].map(([fault, ids]) => `${ids.length} ${faults[fault] ?? fault}`).join('; ')}. This is a bug: please report it.`,
          },
    )
  }
  return findings
}

type Place = { shard: number; chunk: number; found: Map<string, string[]> }

async function checkShard(from: Pool, { sql, start }: Check, { shard, chunk, found }: Place): Promise<number> {
  const after = async (last: readonly string[]): Promise<ChunkRow | undefined> =>
    (await from.query<ChunkRow>({ ...sql, values: [shard, chunk, ...last] })).rows[0]
  let looked = 0
  let row = await after(start)
  for (; row; row = row.looked === chunk && row.last ? await after(row.last) : undefined) {
    looked += row.looked
    for (const { fault, id } of row.faults ?? []) found.set(fault, [...(found.get(fault) ?? []), id])
  }
  return looked
}

const sentence = ([fault, ids]: [string, string[]]) =>
  `${ids.length} ${faults[fault] ?? fault} (${ids.slice(0, NAMED_MAX).join(', ')}${ids.length > NAMED_MAX ? ', ...' : ''})`
