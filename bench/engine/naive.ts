import { z } from 'zod'
import type { Prisma } from '#prisma/generated/client.ts'
import { closePrisma, prisma } from '#server/db/prisma.ts'
import { openQueue, openWorker, type QueueBackend } from '#server/queue/backend.ts'
import { type Seeded, STEPS, welcome } from './seed.ts'

const jobSchema = z.object({ shard: z.number(), id: z.number(), nodeKey: z.string() })
type Job = z.infer<typeof jobSchema>

const targets = new Map(welcome.paths.map((path) => [`${path.source} ${path.outlet}`, path.target]))
const kinds = new Map(welcome.nodes.map((node) => [node.key, node.kind]))
/** On a busy machine nothing may fail for being slow: it is measured. */
const PATIENCE = { maxWait: 60_000, timeout: 60_000 }
const visitsSchema = z.array(z.object({ visits: z.number() }))
const memberSchema = z.array(z.object({ plan: z.string().nullable() }))

/**
 * The usual way, written for comparison: one BullMQ job for each member and step, each a Prisma transaction that loads,
 * decides and writes, then the job of the next step. Durable in the same tables. Returns steps a second.
 */
export async function naive(seeded: Seeded, members: number, backend: QueueBackend): Promise<number> {
  const queue = openQueue('work', () => {}, backend)
  let left = members * STEPS
  let done = () => {}
  let fail: (error: unknown) => void = () => {}
  const finished = new Promise<void>((resolve, reject) => {
    done = resolve
    fail = reject
  })
  const run = async ({ data }: { data: unknown }) => {
    const job = jobSchema.parse(data)
    const next = await step(seeded, job).catch(fail)
    if (next) await queue.queue.add('step', { ...job, nodeKey: next }, { removeOnComplete: true })
    left--
    if (left === 0) done()
  }
  await prisma().$executeRawUnsafe(
    `insert into engine.progress (shard, id, workspace_id, journey_id, version_id, member_id, entry_key, lane, node_key, status, visits, entered_at, updated_at, entry)
     select shard, id, workspace_id, ${seeded.journeyId}, ${seeded.versionId}, id, 'once', 0, 'joined', 'READY', 0, now(), now(), '{}' from engine.member`,
  )
  const rows = z
    .array(z.object({ shard: z.number(), id: z.coerce.number() }))
    .parse(await prisma().$queryRawUnsafe('select shard::int as shard, id::text as id from engine.member'))
  const from = performance.now()
  for (const row of rows) await queue.queue.add('step', { ...row, nodeKey: 'joined' }, { removeOnComplete: true })
  const worker = openWorker('work', run, { concurrency: 20, onError: () => {} }, backend)
  await finished
  const seconds = (performance.now() - from) / 1_000
  await worker.close()
  await queue.close()
  await closePrisma()
  return (members * STEPS) / seconds
}

/** One step of one member. Returns the node that follows. */
async function step({ workspaceId, journeyId, versionId }: Seeded, { shard, id, nodeKey }: Job): Promise<string | undefined> {
  const write = async (tx: Prisma.TransactionClient) => {
    const [before] = visitsSchema.parse(
      await tx.$queryRaw`select visits from engine.progress where shard = ${shard} and id = ${id} for update`,
    )
    const visit = (before?.visits ?? 0) + 1
    await tx.journeyVersion.findUniqueOrThrow({ where: { id: versionId } })
    const [member] = memberSchema.parse(
      await tx.$queryRaw`select attributes ->> 'plan' as plan from engine.member where shard = ${shard} and id = ${id}`,
    )
    const kind = kinds.get(nodeKey)
    const outlet = kind === 'rule.condition' ? (member?.plan === 'pro' ? 'yes' : 'no') : 'next'
    const next = targets.get(`${nodeKey} ${outlet}`)
    const visits = JSON.stringify([{ node: nodeKey, outlet }])
    await tx.$executeRaw`insert into engine.walk (shard, progress_id, at, first_visit, workspace_id, journey_id, visits)
      values (${shard}, ${id}, clock_timestamp(), ${visit}, ${workspaceId}, ${journeyId}, ${visits}::json)`
    if (kind === 'action.email')
      await tx.$executeRaw`insert into engine.message (shard, id, workspace_id, lane, member_id, journey_id, progress_id, node_key, visit, channel, content, due_at)
        values (${shard}, nextval('engine.message_id'), ${workspaceId}, 0, ${id}, ${journeyId}, ${id}, ${nodeKey}, ${visit}, 'email', '{}', now())`
    await tx.$executeRaw`update engine.progress set node_key = ${next ?? null}, status = ${next ? 'READY' : 'ENDED'}, visits = visits + 1, updated_at = now()
      where shard = ${shard} and id = ${id}`
    await tx.$executeRaw`insert into engine.journey_node_execution_report as r values (${workspaceId}, ${journeyId}, date_bin('15 minutes', now(), 'epoch'), ${shard}, ${nodeKey}, '', 1)
      on conflict (journey_id, bucket, node_key, outlet, shard) do update set count = r.count + 1`
    return next
  }
  return prisma().$transaction(write, PATIENCE)
}
