import type pg from 'pg'
import { arrayLiteral } from '#server/sql/arrayLiteral.ts'
import { keep, written, writtenTables } from '#server/sql/tick/write.ts'
import { type Numbered, record } from '#server/tick/record.ts'
import { Tally } from '#server/tick/tally.ts'

/**
 * The limit: exactly the rows that a recorded run of the engine wrote (history, progress, timers, walks, messages, counters),
 * from arrays made beforehand, by the same statement. Nothing is locked, read, decided or taken away.
 */
const columns = writtenTables.reduce((sum, table) => sum + written[table].length, 2)
const history = ['smallint', 'bigint', 'bigint', 'int', 'text', 'text', 'timestamptz', 'timestamptz', 'jsonb']
const text = `with unused as (select $3::text, $4::text, $5::text),
history as (insert into engine.event (shard, member_id, id, workspace_id, kind, name, at, accepted_at, payload)
  select ${history.map((type, i) => `unnest($${columns + 1 + i}::${type}[])`).join(', ')}),
${keep}
select 1`

export type Recording = { starts: unknown[][]; moves: unknown[][] }

/** Collects what ticks decide, as parameters of the limit: those that start passages, and those that move them. */
export function recorder() {
  const recording: Recording = { starts: [], moves: [] }
  const onDecided = async (decided: readonly Numbered[], { now, shard }: { now: number; shard: number }) => {
    const { columns: of } = record(decided, [], now, new Tally())
    const [, , , ...kept] = of.parameters()
    const events = decided.flatMap(({ share }) => share.rows.filter(({ kind }) => kind === 'event').map((row) => ({ ...row, share })))
    const payload = '{"properties": {"source": "web", "sku": "sku-1"}}'
    const at = new Date(now).toISOString()
    const told = [
      arrayLiteral(events.map((row) => row.shard)),
      arrayLiteral(events.map((row) => row.memberId)),
      arrayLiteral(events.map((row) => row.id)),
      arrayLiteral(events.map((row) => row.share.workspaceId)),
      arrayLiteral(events.map(() => 'track')),
      arrayLiteral(events.map(() => 'Joined')),
      arrayLiteral(events.map(() => at)),
      arrayLiteral(events.map((row) => new Date(row.at).toISOString())),
      arrayLiteral(events.map(() => payload)),
    ]
    const values = [at, shard, '', '', '', ...kept, ...told]
    if (events.length > 0) recording.starts.push(values)
    else if (decided.length > 0) recording.moves.push(values)
  }
  return { recording, onDecided }
}

/** Writes a recording on two connections, the starts before the moves. Returns seconds. */
export async function replay(pool: pg.Pool, { starts, moves }: Recording): Promise<number> {
  const from = performance.now()
  for (const phase of [starts, moves]) {
    const lanes = [0, 1].map(async (lane) => {
      const db = await pool.connect()
      try {
        for (let i = lane; i < phase.length; i += 2) await db.query({ name: 'bench_limit', text, values: phase[i] })
      } finally {
        db.release()
      }
    })
    await Promise.all(lanes)
  }
  return (performance.now() - from) / 1_000
}
