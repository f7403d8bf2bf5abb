import { expect, test } from 'vitest'
import { journey } from '#tests/support/drawing.ts'
import { happen, makeTicker, publish, put, rows, settle } from '#tests/support/engine.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'

const ticker = makeTicker()

async function sent() {
  const { id: workspace } = await makeWorkspace()
  const { id } = await publish(workspace, journey('trigger(Go) → mail=email hello → exit'))
  const member = await makeMember(workspace, 'm')
  await happen(workspace, member, 'Go')
  await settle(ticker)
  const [message] = await rows<{ id: number }>('select id from engine.message where journey_id = $1', [id])
  const tell = (outcome: string, at = '2026-11-20T10:00:00.000Z') =>
    put(workspace, member, 'outcome', { messageId: message?.id, outcome, at, detail: { url: 'x' } })
  const counts = async () =>
    Object.fromEntries(
      (
        await rows<{ outcome: string; count: number }>(
          `select outcome, sum(count)::int as count from engine.journey_node_performance_report where journey_id = $1 and node_key = 'mail' group by 1`,
          [id],
        )
      ).map(({ outcome, count }) => [outcome, count]),
    )
  return { id, tell, counts }
}

test('outcomes are logged each, counted once a message, and set the first instant', async () => {
  const { id, tell, counts } = await sent()
  await tell('sent')
  await tell('opened', '2026-11-20T11:00:00.000Z')
  await tell('opened', '2026-11-20T12:00:00.000Z')
  await settle(ticker)
  await tell('opened', '2026-11-20T13:00:00.000Z')
  await tell('clicked', '2026-11-20T13:00:00.000Z')
  await settle(ticker)
  expect(await counts()).toEqual({ created: 1, sent: 1, opened: 1, clicked: 1 })
  expect(await rows('select opened_at, clicked_at, delivered_at from engine.message where journey_id = $1', [id])).toEqual([
    { opened_at: new Date('2026-11-20T11:00:00Z'), clicked_at: new Date('2026-11-20T13:00:00Z'), delivered_at: null },
  ])
  expect(
    await rows(
      'select kind, count(*)::int from engine.delivery_event d join engine.message m on m.shard = d.shard and m.id = d.message_id where m.journey_id = $1 group by 1 order by 1',
      [id],
    ),
  ).toEqual([
    { kind: 'clicked', count: 1 },
    { kind: 'opened', count: 3 },
    { kind: 'sent', count: 1 },
  ])
})

test('a message in doubt that turns out to be sent is no longer counted as unknown', async () => {
  const { tell, counts } = await sent()
  await tell('unknown')
  await settle(ticker)
  expect(await counts()).toEqual({ created: 1, unknown: 1 })
  await tell('sent')
  await tell('sent')
  await settle(ticker)
  expect(await counts()).toEqual({ created: 1, unknown: 0, sent: 1 })
})
