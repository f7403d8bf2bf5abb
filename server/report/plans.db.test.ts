import { beforeAll, expect, test } from 'vitest'
import { pool, type Queryable } from '#server/db/pg.ts'
import { readJourneyOutcomes } from '#server/sql/journeyOutcomes.ts'
import { readJourneySeries } from '#server/sql/journeySeries.ts'
import { readJourneyTotals } from '#server/sql/journeyTotals.ts'
import { readNodeCounts } from '#server/sql/nodeCounts.ts'
import { readNodeMessages } from '#server/sql/nodeMessages.ts'
import { readJourneyPassages, readMemberPassages } from '#server/sql/readPassages.ts'
import { readTimeline } from '#server/sql/readTimeline.ts'

const aliases = { shards: [1], ids: [7], anonymousIds: [], userIds: [] }
const span = { from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' }

beforeAll(async () => {
  const counters = (table: string, more: string, values: string) => `
    insert into engine.${table} (workspace_id, journey_id, bucket, shard ${more})
    select 1, j, timestamptz '2026-01-01Z' + b * interval '15 minutes', s ${values}
    from generate_series(1, 40) j, generate_series(1, 100) b, generate_series(0, 3) s`
  for (const [table, more, values] of [
    ['journey_report', '', ''],
    ['journey_execution_report', ', status, reason, count', `, 'ENDED', 'exit', 1`],
    ['journey_performance_report', ', channel, outcome, count', `, 'email', 'created', 1`],
    ['journey_node_execution_report', ', node_key, outlet, count', `, 'mail', 'next', 1`],
    ['journey_node_performance_report', ', node_key, channel, outcome, count', `, 'mail', 'email', 'created', 1`],
  ] as const)
    await pool().query(counters(table, more, values))
  await pool().query(
    `insert into engine.progress (shard, id, workspace_id, journey_id, version_id, member_id, entry_key, lane, status, visits, entered_at, updated_at, entry)
     select n % 64, n, 1, n % 40, 1, n % 500, n::text, 0, 'ENDED', 1, now(), now(), '{}' from generate_series(1, 20000) n`,
  )
  await pool().query(
    `insert into engine.event (shard, member_id, id, workspace_id, kind, name, at, accepted_at, payload)
     select n % 64, n % 500, n, 1, 'track', 'x', now(), now(), '{}' from generate_series(1, 20000) n`,
  )
  await pool().query('analyze')
})

/** The plan of whatever `read` asks. */
async function planOf(read: (db: Queryable) => Promise<unknown>): Promise<string> {
  const client = await pool().connect()
  const lines: string[] = []
  try {
    const ask = client.query.bind(client)
    const explained = async ({ text, values }: { text: string; values: unknown[] }) => {
      const { rows } = await ask<{ 'QUERY PLAN': string }>(`explain ${text}`, values)
      lines.push(...rows.map((row) => row['QUERY PLAN']))
      return { rows: [] }
    }
    Object.defineProperty(client, 'query', { value: explained, configurable: true })
    await read(client)
  } finally {
    client.release(true)
  }
  return lines.join('\n')
}

const statuses = ['ENDED'] as const
test.each<[string, RegExp, (db: Queryable) => Promise<unknown>]>([
  ['totals', /journey_report_pkey/, (db) => readJourneyTotals(db, 7, span)],
  ['outcomes', /journey_execution_report_pkey/, (db) => readJourneyOutcomes(db, 7, span)],
  ['nodes', /journey_node_execution_report_pkey/, (db) => readNodeCounts(db, 7, span)],
  ['messages', /journey_node_performance_report_pkey/, (db) => readNodeMessages(db, 7, span)],
  ['series', /journey_report_pkey[\s\S]+journey_performance_report_pkey/, (db) => readJourneySeries(db, 7, span, [0])],
  [
    'passages of a journey',
    /progress_by_journey/,
    (db) => readJourneyPassages(db, 7, { statuses, nodeKey: null, before: null, limit: 50 }),
  ],
  ['passages of a member', /progress_by_member/, (db) => readMemberPassages(db, aliases, { statuses, before: null, limit: 50 })],
  [
    'timeline',
    /event_\d+_\d+_pkey[\s\S]+progress_by_member/,
    (db) => readTimeline(db, aliases, { kinds: ['event', 'entered'], q: '', before: null, limit: 50 }),
  ],
])('%s of one among many reads an index, not the table', async (_, index, read) => {
  const plan = await planOf(read)
  expect(plan).toMatch(index)
  expect(plan).not.toMatch(/Seq Scan on (journey_\w*report|progress)/)
})
