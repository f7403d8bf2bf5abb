import type pg from 'pg'
import { type Seeded, SHARD } from './seed.ts'

const CHUNK = 250_000

/**
 * Puts `passages` passages of as many members into the tables as the engine would have left them: four visits each, every
 * fifth waiting with a timer a year ahead, the others over. In chunks, and without waiting for the disk: it is only there to
 * lie there.
 */
export async function history(db: pg.Pool, { workspaceId, journeyId, versionId }: Seeded, passages: number): Promise<void> {
  const client = await db.connect()
  try {
    await client.query('set synchronous_commit = off')
    for (let from = 1; from <= passages; from += CHUNK) {
      const values = [from, Math.min(from + CHUNK - 1, passages), workspaceId, journeyId, versionId]
      await client.query(members, values.slice(0, 3))
      await client.query(progress, values)
      await client.query(timers, values.slice(0, 3))
      await client.query(walks, values.slice(0, 4))
    }
    await client.query(`select setval('engine.progress_id', $1)`, [passages + 1_000])
    for (const table of ['member', 'progress', 'timer', 'walk']) await client.query(`vacuum analyze engine.${table}`)
    await client.query('checkpoint')
  } finally {
    client.release()
  }
}

const members = `insert into engine.member (shard, id, workspace_id, user_id, attributes)
select ${SHARD}, i, $3, 'u' || i, jsonb_build_object('plan', 'free', 'city', 'City' || i % 500) from generate_series($1::bigint, $2) i`

const progress = `insert into engine.progress (shard, id, workspace_id, journey_id, version_id, member_id, entry_key, lane, node_key, status, reason, visits,
  entered_at, updated_at, due_at, entry)
select ${SHARD}, i, $3, $4, $5, i, 'once', 0, case when i % 5 = 0 then 'pause' end, case when i % 5 = 0 then 'WAITING' else 'ENDED' end,
  case when i % 5 <> 0 then 'exit' end, 4, now() - i * interval '1 second', now(), case when i % 5 = 0 then now() + interval '365 days' end,
  jsonb_build_object('id', i, 'name', 'Joined', 'at', '2026-01-01T00:00:00.000Z', 'properties', '{"source": "web"}'::jsonb)
from generate_series($1::bigint, $2) i`

const timers = `insert into engine.timer (shard, lane, workspace_id, due_at, progress_id, member_id)
select ${SHARD}, 0, $3, now() + interval '365 days', i, i from generate_series($1::bigint, $2) i where i % 5 = 0`

const walks = `insert into engine.walk (shard, progress_id, at, first_visit, workspace_id, journey_id, visits)
select ${SHARD}, i, now(), 1, $3, $4, '[{"number":1,"node":"joined","outlet":"next"},{"number":2,"node":"pro","outlet":"no"},{"number":3,"node":"hello","outlet":"next"},{"number":4,"node":"pause"}]'
from generate_series($1::bigint, $2) i`
