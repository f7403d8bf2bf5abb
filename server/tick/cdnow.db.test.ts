import { expect, test } from 'vitest'
import { journeyDocumentSchema } from '#domain/journey/document.ts'
import { shardOf } from '#domain/member/shard.ts'
import { pool } from '#server/db/pg.ts'
import { expectLoyalty, readPurchases } from '#tests/support/cdnow.ts'
import { makeTicker, publish, rows, settle, value } from '#tests/support/engine.ts'
import { makeWorkspace } from '#tests/support/workspace.ts'

const loyalty = journeyDocumentSchema.parse({
  name: 'Loyal',
  settings: { reentry: { mode: 'every_time' } },
  nodes: [
    {
      key: 'bought',
      kind: 'trigger.event',
      settings: { event: 'Order Completed', filter: { property: 'revenue', operator: 'gte', value: 20 } },
    },
    {
      key: 'third',
      kind: 'rule.condition',
      settings: { condition: { event: 'Order Completed', count: { operator: 'gte', value: 3 } } },
    },
    { key: 'thanks', kind: 'action.email', settings: { template: 'thanks' } },
    { key: 'out', kind: 'action.exit', settings: {} },
  ],
  paths: [
    { source: 'bought', outlet: 'next', target: 'third' },
    { source: 'third', outlet: 'yes', target: 'thanks' },
    { source: 'third', outlet: 'no', target: 'out' },
    { source: 'thanks', outlet: 'next', target: 'out' },
  ],
})

test('6,919 real purchases at once through four tickers: every passage, message and counter as the file alone says', async () => {
  const purchases = readPurchases()
  const expected = expectLoyalty(purchases)
  const { id: workspace } = await makeWorkspace()
  const { id } = await publish(workspace, loyalty)
  await insertAll(workspace, purchases)
  await settle(...Array.from({ length: 4 }, () => makeTicker({ rows: 60 })))

  const passages = await rows<{ customer: string; nth: number; mailed: boolean }>(
    `select m.user_id as customer, (p.entry #>> '{properties,nth}')::int as nth, exists (
       select from engine.message x where x.shard = p.shard and x.progress_id = p.id) as mailed
     from engine.progress p join engine.member m on m.shard = p.shard and m.id = p.member_id where p.journey_id = $1 and p.status = 'ENDED'`,
    [id],
  )
  const key = (customer: string, nth: number, mailed: boolean) => `${customer} ${nth} ${mailed}`
  expect(passages.map(({ customer, nth, mailed }) => key(customer, nth, mailed)).sort()).toEqual(
    purchases
      .filter(({ revenue }) => revenue >= 20)
      .map(({ customer, nth }) => key(customer, nth, nth >= 3))
      .sort(),
  )
  expect(await value('select count(*)::int from engine.event where workspace_id = $1', [workspace])).toBe(expected.events)
  expect(await value(`select sum(count)::int from engine.event_report where workspace_id = $1`, [workspace])).toBe(expected.events)
  const left = await rows<{ key: string; count: number }>(
    `select node_key || ':' || outlet as key, sum(count)::int as count from engine.journey_node_execution_report where journey_id = $1 group by 1 order by 1`,
    [id],
  )
  expect(Object.fromEntries(left.map((line) => [line.key, line.count]))).toEqual({
    'bought:': expected.entered,
    'bought:next': expected.entered,
    'third:': expected.entered,
    'third:yes': expected.yes,
    'third:no': expected.no,
    'thanks:': expected.yes,
    'thanks:next': expected.yes,
    'out:': expected.entered,
    'out:!ended': expected.entered,
  })
  expect(
    await value(`select sum(count)::int from engine.journey_performance_report where journey_id = $1 and outcome = 'created'`, [id]),
  ).toBe(expected.yes)
  expect(await value('select count(*)::int from engine.inbox where workspace_id = $1', [workspace])).toBe(0)
})

async function insertAll(workspace: number, purchases: ReturnType<typeof readPurchases>): Promise<void> {
  const customers = [...new Set(purchases.map(({ customer }) => customer))]
  const first = await value<number>(`select setval('engine.member_id', nextval('engine.member_id') + $1) - $1`, [customers.length])
  const ids = new Map(customers.map((customer, i) => [customer, first + i]))
  await pool().query(
    `insert into engine.member (shard, id, workspace_id, user_id) select * from unnest($1::smallint[], $2::bigint[], $3::int[], $4::text[])`,
    [[...ids.values()].map(shardOf), [...ids.values()], customers.map(() => workspace), customers],
  )
  const at = new Date().toISOString()
  const events = purchases.map(({ customer, revenue, quantity, nth }) => ({
    id: ids.get(customer) ?? 0,
    payload: JSON.stringify({ kind: 'track', name: 'Order Completed', at, properties: { revenue, quantity, nth } }),
  }))
  await pool().query(
    `insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload, accepted_at)
     select shard, 0, $4, id, 'event', payload, now() + n * interval '1 microsecond' from unnest($1::smallint[], $2::bigint[], $3::jsonb[]) with ordinality x(shard, id, payload, n) order by n`,
    [events.map(({ id }) => shardOf(id)), events.map(({ id }) => id), events.map(({ payload }) => payload), workspace],
  )
}
