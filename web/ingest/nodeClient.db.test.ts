import { Analytics } from '@segment/analytics-node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pool } from '#server/db/pg.ts'
import { startListener, type TestListener } from '#tests/support/listener.ts'
import { severable } from '#tests/support/severable.ts'
import { makeKey, makeWorkspace } from '#tests/support/workspace.ts'

let listener: TestListener
beforeAll(async () => {
  listener = await startListener()
})
afterAll(() => listener.close())

test('the official Node client works with only the host changed', async () => {
  const { id } = await makeWorkspace()
  const { key } = await makeKey(id)
  const analytics = new Analytics({ writeKey: key, host: listener.url, flushAt: 15 })
  const errors: unknown[] = []
  analytics.on('error', (error) => errors.push(error))
  analytics.page({ anonymousId: 'visitor', name: 'Home', properties: { path: '/' } })
  analytics.identify({ userId: 'jane', anonymousId: 'visitor', traits: { email: 'jane@example.com', plan: 'pro' } })
  await analytics.flush() // the client sends further batches side by side: who comes first is nobody's promise
  for (let i = 0; i < 40; i++) analytics.track({ userId: 'jane', event: 'Order Completed', properties: { revenue: i } })
  analytics.screen({ userId: 'jane', name: 'Cart' })
  analytics.group({ userId: 'jane', groupId: 'g1', traits: { name: 'Fennel & Oak' } })
  analytics.alias({ userId: 'jane', previousId: 'old-device' })
  await analytics.closeAndFlush()
  expect(errors).toEqual([])

  type Row = { kind: string; name: string; id: string; revenue: number | null; library: string; member: string }
  const { rows } = await pool().query<Row>(
    `select i.payload ->> 'kind' as kind, i.payload ->> 'name' as name, i.payload ->> 'messageId' as id, m.user_id as member,
            (i.payload -> 'properties' ->> 'revenue')::int as revenue, i.payload #>> '{context,library,name}' as library
       from engine.inbox i join engine.member m on (m.shard, m.id) = (i.shard, i.member_id)
      where i.workspace_id = $1 and i.kind = 'event' order by i.accepted_at`,
    [id],
  )
  expect(rows).toHaveLength(45)
  expect(new Set(rows.map((row) => row.id)).size).toBe(45)
  expect(rows.every((row) => row.library === '@segment/analytics-node' && row.id.startsWith('node-next-'))).toBe(true)
  expect(rows.filter((row) => row.kind === 'track').map((row) => row.revenue)).toEqual(
    expect.arrayContaining(Array.from({ length: 40 }, (_, i) => i)),
  )
  // Page, identify and orders are one person's.
  expect(new Set(rows.map((row) => row.member))).toEqual(new Set(['jane']))
  expect((await pool().query("select 1 from engine.member_identity where workspace_id = $1 and kind = 'a'", [id])).rowCount).toBe(2)
})

test('a wrong key reaches the client as an error', async () => {
  const errors: unknown[] = []
  const wrong = new Analytics({ writeKey: 'sjw_wrong', host: listener.url })
  wrong.on('error', (error) => errors.push(error))
  wrong.track({ userId: 'u', event: 'E' })
  await wrong.closeAndFlush()
  expect(errors).toHaveLength(1)
})

test('while the database is away the client keeps its events, and sends them again', async () => {
  const { id } = await makeWorkspace()
  const { key } = await makeKey(id)
  const line = await severable(new URL(process.env.DATABASE_URL ?? ''))
  const cutOff = await startListener({ pool: { connectionString: line.url, connectionTimeoutMillis: 1_000 } })
  line.cut()
  const patient = new Analytics({ writeKey: key, host: cutOff.url })
  const errors: unknown[] = []
  patient.on('error', (error) => errors.push(error))
  const attempted = new Promise((resolve) => patient.once('http_request', resolve))
  patient.track({ userId: 'u', event: 'E' })
  const flushed = patient.closeAndFlush()
  await attempted
  line.mend()
  await flushed
  expect(errors).toEqual([])
  expect((await pool().query('select 1 from engine.inbox where workspace_id = $1', [id])).rowCount).toBe(1)
  await cutOff.close()
  await line.close()
})
