import type pg from 'pg'
import { journeyDocumentSchema } from '#domain/journey/document.ts'

/** Six nodes: an order, a wait for the next one, a look at history, a mail, and two exits. */
export const regulars = journeyDocumentSchema.parse({
  name: 'Regulars',
  nodes: [
    { key: 'bought', kind: 'trigger.event', settings: { event: 'Order Completed' } },
    {
      key: 'again',
      kind: 'rule.wait_for',
      settings: { events: [{ event: 'Order Completed', outlet: 'happened' }], timeout: { days: 30 } },
    },
    {
      key: 'often',
      kind: 'rule.condition',
      settings: { condition: { event: 'Order Completed', within: { days: 180 }, count: { operator: 'gte', value: 3 } } },
    },
    { key: 'mail', kind: 'action.email', settings: { template: 'we-miss-you' } },
    { key: 'back', kind: 'action.exit', settings: { reason: 'bought again' } },
    { key: 'out', kind: 'action.exit', settings: { reason: 'away' } },
  ],
  paths: [
    { source: 'bought', outlet: 'next', target: 'again' },
    { source: 'again', outlet: 'happened', target: 'back' },
    { source: 'again', outlet: 'timeout', target: 'often' },
    { source: 'often', outlet: 'yes', target: 'mail' },
    { source: 'often', outlet: 'no', target: 'out' },
    { source: 'mail', outlet: 'next', target: 'out' },
  ],
})

const SHARD = '((((i * 2654435761) & 4294967295) >> 8) % 64)::smallint'

/** A workspace with the journey published, and members with events over two years, made by arithmetic. Returns the ids. */
export async function seed(db: pg.Pool, members: number, eventsEach: number): Promise<{ workspaceId: number; journeyId: number }> {
  const one = async (text: string, values: unknown[] = []) => (await db.query<{ id: number }>(text, values)).rows[0]?.id ?? 0
  const workspaceId = await one("insert into workspace (slug, name) values ('bench-' || gen_random_uuid(), 'Bench') returning id")
  const journeyId = await one(
    `insert into journey (workspace_id, name, status, settings) values ($1, 'Regulars', 'ONGOING', $2) returning id`,
    [workspaceId, JSON.stringify(regulars.settings)],
  )
  const values = [workspaceId, journeyId, JSON.stringify(regulars)]
  await db.query(
    'insert into journey_version (workspace_id, journey_id, number, document, subscribes) values ($1, $2, 1, $3, true)',
    values,
  )
  await db.query('truncate engine.member, engine.event cascade')
  await db.query(
    `insert into engine.member (shard, id, workspace_id, user_id, email, attributes)
     select ${SHARD}, i, $1, 'u' || i, 'u' || i || '@example.com', jsonb_build_object('email', 'u' || i || '@example.com', 'plan', 'free', 'city', 'City' || i % 500)
     from generate_series(1::bigint, $2) i`,
    [workspaceId, members],
  )
  await db.query(
    `insert into engine.event (shard, member_id, id, workspace_id, kind, name, at, accepted_at, payload)
     select ${SHARD}, i, (i - 1) * $3 + n, $1, 'track', case when (i + n) % 2 = 0 then 'Order Completed' else 'Page Viewed' end, at, at,
       '{"properties": {"revenue": 24.5, "orderId": "O-1", "source": "web"}}'
     from generate_series(1::bigint, $2) i, generate_series(1, $3::int) n,
       lateral (select timestamptz '2024-01-01Z' + ((i * 7919 + n * n * 104729) % 730) * interval '1 day' + (i % 86400) * interval '1 second' as at) x`,
    [workspaceId, members, eventsEach],
  )
  await db.query('vacuum analyze engine.member')
  await db.query('vacuum analyze engine.event')
  return { workspaceId, journeyId }
}
