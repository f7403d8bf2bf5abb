import { expect, test } from 'vitest'
import { pool } from '#server/db/pg.ts'
import { readPurchases } from '#tests/support/cdnow.ts'
import { makeTicker, publish, putEvents, settle } from '#tests/support/engine.ts'
import { compareWinBack, expectWinBack, ordersOf, winBack } from '#tests/support/winBack.ts'
import { makeWorkspace } from '#tests/support/workspace.ts'
import { simulateJourney } from './simulate.ts'

const FROM = '1997-01-01T00:00:00Z'
const TO = '1998-07-01T00:00:00Z'

test('a backtest over purchases that were stored late, in no order: every count is the one reckoned from the file', {
  timeout: 120_000,
}, async () => {
  const orders = ordersOf(readPurchases())
  const { id: workspaceId } = await makeWorkspace()
  const { rows: members } = await pool().query<{ shard: number; id: number; userId: string }>(
    `insert into engine.member (shard, id, workspace_id, user_id, email, attributes)
     select (n % 64)::smallint, nextval('engine.member_id'), $1, name, name || '@example.com', jsonb_build_object('email', name || '@example.com')
     from unnest($2::text[]) with ordinality x(name, n) returning shard, id, user_id as "userId"`,
    [workspaceId, [...orders.keys()]],
  )
  const items = members.flatMap((member) =>
    (orders.get(member.userId) ?? []).map((at) => ({
      member,
      payload: { kind: 'track', name: 'Order Completed', at: new Date(at).toISOString(), properties: {}, history: true },
    })),
  )
  await putEvents(workspaceId, items.reverse())
  const ticker = makeTicker()
  expect(await settle(ticker)).toBe(items.length)
  const { id } = await publish(workspaceId, winBack)
  const ctx = { workspaceId, role: 'viewer' as const, actor: { kind: 'system' as const }, requestId: 'test' }
  const result = await simulateJourney(ctx, { journeyId: id, request: { version: 1, backtest: { from: FROM, to: TO } } })
  compareWinBack(result, expectWinBack(orders, Date.parse(FROM), Date.parse(TO)))
})
