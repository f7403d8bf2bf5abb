import { beforeAll, expect, it } from 'vitest'
import { pool } from '#server/db/pg.ts'
import { prisma } from '#server/db/prisma.ts'
import { createJourney } from '#server/journey/create.ts'
import { publishJourney } from '#server/journey/publish.ts'
import { signedIn } from '#tests/support/api.ts'
import { journey } from '#tests/support/drawing.ts'
import { makeKey, makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { hashKey } from './key.ts'
import { purgeRemoved } from './purge.ts'
import { removeWorkspace, workspaceContents } from './remove.ts'

type Made = Awaited<ReturnType<typeof fill>>

/** A workspace with a row of every kind. */
async function fill() {
  const workspace = await makeWorkspace()
  const { operator } = await signedIn(workspace.id, 'owner')
  const ctx = { workspaceId: workspace.id, role: 'owner', actor: { kind: 'operator', id: operator.id }, requestId: 'test' } as const
  const template = await prisma().template.create({
    data: {
      workspaceId: workspace.id,
      key: 'hello',
      name: 'Hello',
      channel: 'email',
      versions: { create: { number: 1, subject: 'Hi', format: 'html', body: 'Hi' } },
    },
    include: { versions: true },
  })
  await prisma().template.update({ where: { id: template.id }, data: { liveVersionId: template.versions[0]?.id ?? null } })
  const { id } = await createJourney(ctx, journey('trigger(Order Completed) → email hello → exit'))
  await publishJourney(ctx, Number(id))
  const { key } = await makeKey(workspace.id, 'server')
  const member = await makeMember(workspace.id, 'ada', { email: 'ada@example.com' })
  await fillEngine(workspace.id, Number(id), member)
  return { workspace, operator, ctx, key, member, journeyId: Number(id) }
}

async function fillEngine(workspaceId: number, journeyId: number, { shard, id }: { shard: number; id: number }) {
  const values = [shard, id, workspaceId, journeyId]
  const run = (text: string) => pool().query(text, values.slice(0, Math.max(0, ...[...text.matchAll(/\$(\d)/g)].map(([, n]) => Number(n)))))
  await run(
    `insert into engine.event (shard, member_id, id, workspace_id, kind, name, at, accepted_at, payload) values ($1, $2, 1, $3, 'track', 'x', now(), now(), '{}')`,
  )
  await run(`insert into engine.progress (shard, id, workspace_id, journey_id, version_id, member_id, entry_key, lane, node_key, status, visits, entered_at, updated_at, entry)
             values ($1, $2, $3, $4, 1, $2, 'once', 0, 'email', 'WAITING', 1, now(), now(), '{}')`)
  await run(`insert into engine.timer (shard, lane, workspace_id, due_at, progress_id, member_id) values ($1, 0, $3, now(), $2, $2)`)
  await run(
    `insert into engine.walk (shard, progress_id, at, first_visit, workspace_id, journey_id, visits) values ($1, $2, now(), 1, $3, $4, '[]')`,
  )
  await run(
    `insert into engine.message (shard, id, workspace_id, lane, member_id, channel, content, due_at) values ($1, $2, $3, 0, $2, 'email', '{}', now())`,
  )
  await run(
    `insert into engine.delivery_event (shard, message_id, id, workspace_id, member_id, kind, at) values ($1, $2, 1, $3, $2, 'created', now())`,
  )
  await run(`insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload) values ($1, 1, $3, $2, 'event', '{}')`)
  await run(`insert into engine.attribute_history (shard, member_id, at, cause_id, changes) values ($1, $2, now(), $3, '{}')`)
  await run(
    `insert into engine.consent (workspace_id, shard, member_id, channel, state, source) values ($3, $1, $2, 'email', 'granted', 'test')`,
  )
  await run(
    `insert into engine.consent_history (workspace_id, shard, member_id, channel, topic, state, source) values ($3, $1, $2, 'email', '', 'granted', 'test')`,
  )
  await run(
    `insert into engine.sandbox_message (workspace_id, shard, message_id, member_id, channel, sender, recipient, subject, html, text, headers) values ($3, $1, $2, $2, 'email', '', '', '', '', '', '{}')`,
  )
  await run(
    `insert into engine.dead_letter (workspace_id, source, shard, member_id, kind, payload, reason) values ($3, 'tick', $1, $2, 'event', '{}', 'x')`,
  )
  await pool().query(`insert into engine.event_seen (workspace_id, message_id) values ($1, 'm')`, [workspaceId])
  await pool().query(`insert into engine.rejected_event (workspace_id, code, detail, item) values ($1, 'x', 'x', 'x')`, [workspaceId])
  await pool().query(
    `insert into engine.suppression (workspace_id, channel, address, reason) values ($1, 'email', 'x@example.com', 'manual')`,
    [workspaceId],
  )
  await pool().query(`insert into engine.event_report values ($1, 'x', now(), 0, 7)`, [workspaceId])
  await pool().query('insert into engine.journey_report (workspace_id, journey_id, bucket, shard) values ($1, $2, now(), 0)', [
    workspaceId,
    journeyId,
  ])
  await pool().query(`insert into engine.journey_performance_report values ($1, $2, now(), 0, 'email', 'created', 5)`, [
    workspaceId,
    journeyId,
  ])
}

/** Every table with a workspace_id, and how many rows of the workspace it holds. */
async function rowsOf(workspaceId: number): Promise<Record<string, number>> {
  const { rows: tables } = await pool().query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where a.attname = 'workspace_id' and c.relkind in ('r', 'p') and not c.relispartition and n.nspname in ('public', 'engine') order by 1`,
  )
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const { rows } = await pool().query<{ count: number }>(`select count(*) from ${name} where workspace_id = $1`, [workspaceId])
    counts[name] = rows[0]?.count ?? 0
  }
  return counts
}
const kept = (counts: Record<string, number>) => Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))

let doomed: Made
let spared: Made
beforeAll(async () => {
  doomed = await fill()
  spared = await fill()
})

it('names what would be lost', async () => {
  expect(await workspaceContents(doomed.ctx)).toEqual({ journeys: 1, members: 1, events: 7, messages: 5, people: 1 })
})

it('is done by an owner alone, and by nobody from outside', async () => {
  const { operator } = await signedIn(doomed.workspace.id, 'admin')
  await expect(removeWorkspace(operator, doomed.workspace.slug)).rejects.toMatchObject({ refusal: 'forbidden' })
  await expect(removeWorkspace(spared.operator, doomed.workspace.slug)).rejects.toMatchObject({ refusal: 'notFound' })
})

it('leaves no row of the workspace behind, and every row of the others', async () => {
  const before = await rowsOf(spared.workspace.id)
  await removeWorkspace(doomed.operator, doomed.workspace.slug)
  expect(kept(await rowsOf(doomed.workspace.id))).toEqual({})
  expect(await rowsOf(spared.workspace.id)).toEqual(before)
  const { rows } = await pool().query(
    'select (select count(*) from api_key where hash = $1) as keys, (select count(*) from engine.attribute_history where cause_id = $2) as history, (select count(*) from workspace where id = $2) as workspaces',
    [hashKey(doomed.key), doomed.workspace.id],
  )
  expect(rows).toEqual([{ keys: 0, history: 0, workspaces: 0 }])
})

it('is finished later when a process died in the middle', async () => {
  const half = await fill()
  await pool().query(`update workspace set slug = '~removed-' || id where id = $1`, [half.workspace.id])
  expect(await purgeRemoved()).toBe(1)
  expect(kept(await rowsOf(half.workspace.id))).toEqual({})
  expect(await purgeRemoved()).toBe(0)
})
