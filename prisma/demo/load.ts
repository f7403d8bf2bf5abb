import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { prisma } from '#server/db/prisma.ts'
import { createJourney } from '#server/journey/create.ts'
import { publishJourney } from '#server/journey/publish.ts'
import { createTemplate } from '#server/template/save.ts'
import { createTickPool } from '#server/tick/connection.ts'
import { Ticker } from '#server/tick/ticker.ts'
import { journeys, templates } from './journeys.ts'
import { readPurchases } from './purchases.ts'
import { replay } from './replay.ts'
import { emptyDemoWorkspace, recordDemo } from './workspace.ts'

export { isDemoWanted, requestDemo } from './workspace.ts'

/**
 * Makes the demo workspace (prisma/demo/README.md). No worker may run meanwhile: the engine works under a virtual clock.
 * Interrupted, it begins anew at the next call. `note` hears how far it is. Answers what was made, in words.
 */
export async function loadDemo(note: (text: string) => void): Promise<string> {
  await applyWaiting()
  const ctx = await emptyDemoWorkspace()
  const now = new Date()
  const purchases = readPurchases(now)
  const since = new Date((purchases[0]?.at ?? now).getTime() - 3_600_000)
  await pool().query('select engine.ensure_partitions($1, $2)', [since, 24])
  await setUp(ctx, since)
  const total = purchases.length.toLocaleString('en')
  await replay({
    workspaceId: ctx.workspaceId,
    purchases,
    now,
    onProgress: (done) => note(`${done.toLocaleString('en')} of ${total} purchases`),
  })
  await backdate(ctx.workspaceId, since)
  await recordDemo()
  return `${total} purchases through ${journeys.length} journeys`
}

/** What was accepted before a crash is applied by the real clock first: the virtual one is no time for it. */
async function applyWaiting(): Promise<void> {
  const tickPool = createTickPool(2)
  const ticker = new Ticker({ pool: tickPool })
  while ((await ticker.tick()).rows > 0);
  await tickPool.end()
}

async function setUp(ctx: Ctx, since: Date): Promise<void> {
  await prisma().workspace.update({
    where: { id: ctx.workspaceId },
    data: {
      settings: { sender: { name: 'Harbour Records', email: 'hello@example.com' }, postalAddress: 'Harbour Records, 1 Quay Street' },
      createdAt: since,
    },
  })
  for (const template of templates) await createTemplate(ctx, template)
  for (const document of journeys) {
    const { id } = await createJourney(ctx, document)
    await publishJourney(ctx, Number(id))
  }
}

/** What verbs date by the real clock is as old as the rest. */
async function backdate(workspaceId: number, since: Date): Promise<void> {
  const statements = [
    'update journey set created_at = $2, updated_at = $2, published_at = $2 where workspace_id = $1',
    'update journey_version set published_at = $2 where workspace_id = $1',
    'update template set created_at = $2, updated_at = $2 where workspace_id = $1',
    `update engine.member m set created_at = e.first, updated_at = e.last
     from (select shard, member_id, min(accepted_at) as first, max(accepted_at) as last from engine.event where workspace_id = $1 and accepted_at >= $2 group by 1, 2) e
     where m.workspace_id = $1 and m.shard = e.shard and m.id = e.member_id`,
  ]
  for (const text of statements) await pool().query(text, [workspaceId, since])
}
