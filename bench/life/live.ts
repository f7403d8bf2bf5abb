import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { ring } from '#server/queue/ring.ts'

/** Members who bring live events, in turn. */
const LIVE = 1_000
const EVERY_MS = 20
const LOOK_MS = 5
/** A tick that takes longer is not looked for. */
const SPAN = '20 seconds'

const SHARD = '((((i * 2654435761) & 4294967295) >> 8) % 64)::smallint'

export const makeLiveMembers = (db: pg.Pool, workspaceId: number) =>
  db.query(
    `insert into engine.member (shard, id, workspace_id, user_id, attributes) select ${SHARD}, i, $1, 'live' || i, '{}' from generate_series(1::bigint, $2) i`,
    [workspaceId, LIVE],
  )

/**
 * While `work` runs, one live event every 20 ms, each in a journey of its own: how long after its acceptance its passage could
 * be seen, ms.
 */
export async function measureLive(db: pg.Pool, workspaceId: number, journeyId: number, work: Promise<unknown>): Promise<number[]> {
  let isOver = false
  const over = work.finally(() => {
    isOver = true
  })
  const sentAt = new Map<number, number>()
  const took: number[] = []
  let number = Math.floor(performance.now()) * 1_000
  const looking = (async () => {
    while (!isOver || sentAt.size > 0) {
      for (const n of await seen(db, journeyId)) {
        const at = sentAt.get(n)
        if (at !== undefined) took.push(performance.now() - at)
        sentAt.delete(n)
      }
      await sleep(LOOK_MS)
    }
  })()
  for (; !isOver; await sleep(EVERY_MS)) {
    const n = number++
    await insert(db, workspaceId, n)
    sentAt.set(n, performance.now())
    ring()
  }
  await Promise.all([over, looking])
  return took
}

async function seen(db: pg.Pool, journeyId: number): Promise<number[]> {
  const { rows } = await db.query<{ n: number }>({
    name: 'bench_seen',
    text: `select (entry -> 'properties' ->> 'n')::bigint as n from engine.progress where journey_id = $1 and entered_at > now() - interval '${SPAN}'`,
    values: [journeyId],
  })
  return rows.map(({ n }) => n)
}

const insert = (db: pg.Pool, workspaceId: number, n: number) =>
  db.query({
    name: 'bench_live',
    text: `insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload)
      select ${SHARD}, 0, $1, i, 'event', jsonb_build_object('kind', 'track', 'name', 'Live', 'at', now(), 'properties', jsonb_build_object('n', $3::bigint))
      from (select $2::bigint as i) m`,
    values: [workspaceId, (n % LIVE) + 1, n],
  })

/** Members who wait at `wait` of the only version of a journey, in the bulk lane as a bulk entry leaves them, by SQL. */
export async function placeMembers(db: pg.Pool, workspaceId: number, journeyId: number, members: number): Promise<void> {
  const from = LIVE + 1
  const values = [workspaceId, from, from + members - 1]
  const each = `from generate_series($2::bigint, $3) i`
  await db.query(
    `insert into engine.member (shard, id, workspace_id, user_id, attributes) select ${SHARD}, i, $1, 'big' || i, '{}' ${each}`,
    values,
  )
  await db.query(
    `insert into engine.progress (shard, id, workspace_id, journey_id, version_id, member_id, entry_key, lane, node_key, status, visits, due_at, entered_at, updated_at, entry)
     select ${SHARD}, i, $1, $4, (select live_version_id from journey where id = $4), i, 'event:' || i, 1, 'wait', 'WAITING', 2, date_trunc('second', now()) + interval '3 days', now(), now(),
       jsonb_build_object('id', i, 'name', 'Big', 'at', '2026-01-01T00:00:00.000Z', 'properties', '{}'::jsonb) ${each}`,
    [...values, journeyId],
  )
  await db.query(
    `insert into engine.timer (shard, lane, workspace_id, due_at, progress_id, member_id)
     select shard, lane, workspace_id, due_at, id, member_id from engine.progress where journey_id = $1`,
    [journeyId],
  )
  await db.query(
    `insert into engine.walk (shard, progress_id, at, first_visit, workspace_id, journey_id, visits)
     select shard, id, entered_at, 1, workspace_id, journey_id, '[{"number": 1, "node": "go", "outlet": "next"}, {"number": 2, "node": "wait"}]'
     from engine.progress where journey_id = $1`,
    [journeyId],
  )
  await db.query("select setval('engine.progress_id', $1), setval('engine.member_id', $1)", [members * 10 + 1_000_000])
  for (const table of ['member', 'progress', 'timer', 'walk']) await db.query(`vacuum analyze engine.${table}`)
}
