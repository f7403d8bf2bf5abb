import { afterAll, beforeAll, expect, test } from 'vitest'
import { pool, type Queryable } from '#server/db/pg.ts'
import { attemptMessages } from '#server/sql/attemptMessages.ts'
import { claimMessages } from '#server/sql/claimMessages.ts'
import { deferMessages } from '#server/sql/deferMessages.ts'
import { finishMessages } from '#server/sql/finishMessages.ts'
import { holdMessages } from '#server/sql/holdMessages.ts'
import { pendingMessages } from '#server/sql/pendingMessages.ts'
import { aliasShards, recentMessages } from '#server/sql/recentMessages.ts'
import { reconsiderHeldSql, restartQuotaSql, restartRateSql } from '#server/sql/reconsiderHeld.ts'
import { lockSpendings, writeSpendings } from '#server/sql/spending.ts'
import { createTickPool } from '#server/tick/connection.ts'

const mine = createTickPool(1)
afterAll(() => mine.end())
const now = new Date()
const token = '00000000-0000-4000-8000-000000000000'

beforeAll(async () => {
  await pool().query(
    `insert into engine.message (shard, id, workspace_id, lane, member_id, channel, status, content, created_at, due_at)
     select n % 64, n, 1, 0, n % 50, 'email', 'accepted', '{}', now() - n * interval '1 minute', now() from generate_series(1, 20000) n`,
  )
  await pool().query('analyze engine.message')
})

test.each<[string, string, unknown[], RegExp]>([
  ['other selves', aliasShards.text, [[1], [1]], /Index (Only )?Scan using member_aliases/],
  [
    'what a member got',
    recentMessages.text,
    [[1], [1], now, now, token, now],
    /Index Scan using message_by_member on message m\s+Index Cond: \(\(shard = [^\n]+created_at > /,
  ],
  ['what journeys spent', lockSpendings.text, [[1], [1], ['', 'email']], /journey_spending_pkey/],
  ['charging', writeSpendings.text, [[1], ['email'], [1], [1], [1], [1], [1]], /message_pkey/],
  ['holding', holdMessages.text, [[1], [1], [token], ['quiet_hours'], [1], ['UTC'], [true], null], /message_pkey/],
  ['asking again', reconsiderHeldSql, [1, null, ['quiet_hours']], /message_pending/],
  ['a rate that begins anew', restartRateSql, [1], /journey_spending_pkey/],
  ['a quota that begins anew', restartQuotaSql, [1], /journey_spending_pkey/],
])('%s looks up by index', async (_, text, values, index) => {
  const { rows } = await mine.query<{ 'QUERY PLAN': string }>(`explain (costs off) ${text}`, values)
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  expect(plan).toMatch(index)
  expect(plan).not.toMatch(/Seq Scan on (message|member|journey)/)
})

const held = { shard: 1, id: 1, token }
const over = {
  ...{ status: 'failed' as const, reason: null, detail: null, address: null, subject: null, providerId: null, providerRef: null },
  ...{ templateVersionId: null, suppress: false, answer: null },
}
const groups = [{ shard: 1, lane: 0, workspaceId: 1, channel: 'email' }]

/** The plans of what `ask` asks. */
async function plansOf(ask: (db: Queryable) => Promise<unknown>): Promise<string> {
  const plans: string[] = []
  const explained = async ({ text, values }: { text: string; values: unknown[] }) => {
    const { rows } = await mine.query<{ 'QUERY PLAN': string }>(`explain (costs off) ${text}`, values)
    plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
    return { rows: [] }
  }
  await ask(Object.create(mine, { query: { value: explained } }))
  return plans.join('\n')
}

// The statistics are those of a table in which nothing was pending yet.
test.each<[string, (db: Queryable) => Promise<unknown>]>([
  ['leases', (db) => claimMessages(db, groups, { limit: 10, token })],
  ['marks as attempted', (db) => attemptMessages(db, [held])],
  ['gives back', (db) => deferMessages(db, [{ ...held, delaySeconds: 1, counts: false, reason: null }])],
  ['ends', (db) => finishMessages(db, [{ ...held, ...over }])],
])('a sender that %s messages finds each by its key, however many are held', async (_, ask) => {
  const plans = await plansOf(ask)
  expect(plans).toMatch(/message_pkey/)
  expect(plans.replace(/Index Scan using message_pending on message m_1[\s\S]*?Index Cond/, '')).not.toMatch(/message_pending/)
})

test('where messages wait is found by jumps along the index of what is pending', async () => {
  expect(await plansOf((db) => pendingMessages(db, []))).toMatch(/(Index (Only )?Scan using message_pending on message[\s\S]+){2}/)
})
