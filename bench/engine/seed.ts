import type pg from 'pg'
import { journeyDocumentSchema } from '#domain/journey/document.ts'
import { raiseEpoch } from '#server/sql/raiseEpoch.ts'

/** Six nodes, five visits a member: entry, a condition on an attribute, a mail, a wait, a mail, the exit. */
export const welcome = journeyDocumentSchema.parse({
  name: 'Welcome',
  settings: { reentry: { mode: 'once' } },
  nodes: [
    { key: 'joined', kind: 'trigger.event', settings: { event: 'Joined' } },
    { key: 'pro', kind: 'rule.condition', settings: { condition: { attribute: 'plan', operator: 'equals', value: 'pro' } } },
    { key: 'hello', kind: 'action.email', settings: { template: 'hello' } },
    { key: 'pause', kind: 'rule.delay', settings: { duration: { hours: 1 } } },
    { key: 'more', kind: 'action.email', settings: { template: 'more' } },
    { key: 'out', kind: 'action.exit', settings: {} },
  ],
  paths: [
    { source: 'joined', outlet: 'next', target: 'pro' },
    { source: 'pro', outlet: 'yes', target: 'hello' },
    { source: 'pro', outlet: 'no', target: 'hello' },
    { source: 'hello', outlet: 'next', target: 'pause' },
    { source: 'pause', outlet: 'next', target: 'more' },
    { source: 'more', outlet: 'next', target: 'out' },
  ],
})
/** Nodes a member passes: a step is one of them. */
export const STEPS = 6

export type Seeded = { workspaceId: number; journeyId: number; versionId: number; document: unknown }

/** A workspace with the journey published, by SQL. */
export async function makeJourney(db: pg.Pool): Promise<Seeded> {
  const document = JSON.stringify(welcome)
  const one = async (text: string, values: unknown[]) => (await db.query<{ id: number }>(text, values)).rows[0]?.id ?? 0
  const workspaceId = await one("insert into workspace (slug, name) values ('bench-' || gen_random_uuid(), 'Bench') returning id", [])
  const journeyId = await one(
    `insert into journey (workspace_id, name, status, settings) values ($1, 'Welcome', 'ONGOING', $2) returning id`,
    [workspaceId, JSON.stringify(welcome.settings)],
  )
  const versionId = await one(
    'insert into journey_version (workspace_id, journey_id, number, document) values ($1, $2, 1, $3) returning id',
    [workspaceId, journeyId, document],
  )
  await db.query('update journey set live_version_id = $1 where id = $2', [versionId, journeyId])
  await raiseEpoch(db, journeyId)
  return { workspaceId, journeyId, versionId, document: welcome }
}

/** The shard of member `i`, in SQL. */
export const SHARD = '((((i * 2654435761) & 4294967295) >> 8) % 64)::smallint'
const emptied = [
  ...['member', 'inbox', 'event', 'progress', 'timer', 'walk', 'message'],
  ...['journey_report', 'journey_execution_report', 'journey_performance_report'],
  ...['journey_node_execution_report', 'journey_node_performance_report', 'event_report'],
]

/** Empties what the engine writes; members with ids 1 to `members`, and with `events` one event in the inbox of each. */
export async function reset(db: pg.Pool, { workspaceId }: Seeded, members: number, events: boolean): Promise<void> {
  await db.query(`truncate ${emptied.map((table) => `engine.${table}`).join(', ')} cascade`)
  await insertMembers(db, workspaceId, 1, members)
  if (events) await insertEvents(db, workspaceId, 1, members)
  await db.query('vacuum analyze engine.member')
  await db.query('analyze engine.inbox')
  await db.query('checkpoint')
}

/** `count` more members from the id `first` on, with one event in the inbox of each. */
export async function addMembers(db: pg.Pool, { workspaceId }: Seeded, first: number, count: number): Promise<void> {
  await insertMembers(db, workspaceId, first, first + count - 1)
  await insertEvents(db, workspaceId, first, first + count - 1)
  await db.query('checkpoint')
}

async function insertMembers(db: pg.Pool, workspaceId: number, first: number, last: number): Promise<void> {
  await db.query(
    `insert into engine.member (shard, id, workspace_id, user_id, attributes)
     select ${SHARD}, i, $1, 'u' || i, jsonb_build_object('plan', case when i % 3 = 0 then 'pro' else 'free' end, 'first_name', 'Name' || i,
       'last_name', 'Surname' || i % 1000, 'city', 'City' || i % 500, 'country', 'DE', 'ltv', i % 5000, 'score', i % 100, 'locale', 'en')
     from generate_series($3::bigint, $2) i`,
    [workspaceId, last, first],
  )
}

export async function insertEvents(db: pg.Pool, workspaceId: number, first: number, last: number): Promise<void> {
  await db.query(
    `insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload)
     select ${SHARD}, 0, $1, i, 'event', jsonb_build_object('kind', 'track', 'name', 'Joined', 'at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
         'properties', '{"source": "web", "sku": "sku-1"}'::jsonb)
       from generate_series($3::bigint, $2) i`,
    [workspaceId, last, first],
  )
}
