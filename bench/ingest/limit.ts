import type pg from 'pg'
import { shardOf } from '#domain/member/shard.ts'
import { arrayLiteral } from '#server/sql/arrayLiteral.ts'

const ROWS = 1_000
const CONNECTIONS = 2

/** The same rows as ingestion writes, inserted as PostgreSQL takes them fastest: no look-ups, no order, nothing to read. */
const text = `
  with x as materialized (
    select * from unnest($1::smallint[], $2::bigint[], $3::jsonb[], $4::text[]) as x (shard, member_id, payload, message_id)
  ), seen as (insert into engine.event_seen (workspace_id, message_id) select $5::int, message_id from x)
  insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload)
  select shard, 0, $5::int, member_id, 'event', payload from x`

/** Rows a second by two connections, with arrays built before the clock starts. */
export async function multiRowInserts(
  pool: pg.Pool,
  workspaceId: number,
  seconds: number,
  payload: (n: number) => string,
): Promise<number> {
  let serial = 0
  const round = `${Date.now()}`
  const prepare = () => {
    const numbers = Array.from({ length: ROWS }, () => serial++)
    const members = numbers.map((n) => 1 + (n % 100))
    return [
      members.map(shardOf),
      members,
      arrayLiteral(numbers.map(payload)),
      arrayLiteral(numbers.map((n) => `limit-${round}-${n}`)),
      workspaceId,
    ]
  }
  const prepared = Array.from({ length: seconds * 100 }, prepare)
  const until = performance.now() + seconds * 1_000
  const start = performance.now()
  let rows = 0
  const insert = async () => {
    for (let values = prepared.pop(); values && performance.now() < until; values = prepared.pop()) {
      await pool.query({ name: 'limit', text, values })
      rows += ROWS
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, insert))
  return (rows * 1_000) / (performance.now() - start)
}
