import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { type JourneyDocument, journeyDocumentSchema } from '#domain/journey/document.ts'
import { deploy } from '#prisma/deploy.ts'
import type { Ctx } from '#server/context.ts'
import { closePool, createPool } from '#server/db/pg.ts'
import { env, provideEnv } from '#server/env.ts'
import { createJourney } from '#server/journey/create.ts'
import { pauseJourney } from '#server/journey/pause.ts'
import { previewPublish } from '#server/journey/previewPublish.ts'
import { publishJourney } from '#server/journey/publish.ts'
import { putDraft } from '#server/journey/putDraft.ts'
import { resumeJourney } from '#server/journey/resume.ts'
import { closeRing } from '#server/queue/ring.ts'
import { makeWorkspace } from '#tests/support/workspace.ts'
import { startWorker } from '#worker/worker.ts'
import { makeLiveMembers, measureLive, placeMembers } from './life/live.ts'
import { median, quantile } from './measure.ts'
import { type Line, publish } from './results.ts'

const MEMBERS = 200_000
const REST_MS = 5_000
const LOOK_MS = 500
/** Looking takes one part of so many. */
const LOOKS_SHARE = 30

const drawn = (name: string, days: number): JourneyDocument =>
  journeyDocumentSchema.parse({
    name,
    settings: { reentry: { mode: 'every_time' } },
    nodes: [
      { key: 'go', kind: 'trigger.event', settings: { event: name } },
      { key: 'wait', kind: 'rule.delay', settings: { duration: { days } } },
      { key: 'rest', kind: 'rule.delay', settings: { duration: { days: 30 } } },
      { key: 'out', kind: 'action.exit', settings: {} },
    ],
    paths: [
      { source: 'go', outlet: 'next', target: 'wait' },
      { source: 'wait', outlet: 'next', target: 'rest' },
      { source: 'rest', outlet: 'next', target: 'out' },
    ],
  })

/**
 * What a live event waits while a journey with many members inside (200,000; `npm run bench -- life=2000000` for more)
 * publishes with everybody going over, pauses with everybody's timer due, and resumes.
 */
export async function run(members = MEMBERS): Promise<boolean> {
  const databaseUrl = new URL('/sojourn_life', env().DATABASE_URL).href
  await deploy(databaseUrl)
  provideEnv({ DATABASE_URL: databaseUrl })
  const db = createPool({ max: 4, options: '-c max_parallel_workers_per_gather=0' })
  const workspace = await makeWorkspace()
  const ctx: Ctx = { workspaceId: workspace.id, role: 'owner', actor: { kind: 'system' }, requestId: 'bench' }
  const [live = 0, big = 0] = await Promise.all([drawn('Live', 1), drawn('Big', 3)].map((one) => publishNew(ctx, one)))
  await makeLiveMembers(db, workspace.id)
  await placeMembers(db, workspace.id, big, members)
  const lines: Line[] = []
  const phase = async (name: string, work: () => Promise<void>) => {
    const from = performance.now()
    const took = await measureLive(db, workspace.id, live, work())
    lines.push(
      { what: `${name}: took`, figure: (performance.now() - from) / 1_000, unit: 's' },
      { what: `${name}: live event to decision, p50`, figure: median(took), unit: 'ms' },
      { what: `${name}: live event to decision, p99`, figure: quantile(took, 0.99), unit: 'ms', bar: { below: 1_000 } },
    )
  }
  const all = (where: string) => untilAll(db, big, where, members)
  const worker = startWorker()
  try {
    await phase('at rest', async () => sleep(REST_MS))
    await putDraft(ctx, big, '*', drawn('Big', 5))
    const from = performance.now()
    const { inside } = await previewPublish(ctx, big, { policy: 'follow' })
    if (inside !== members) throw new Error(`The preview counts ${inside} inside, not ${members}.`)
    lines.push({ what: 'preview of the publish, exact', figure: performance.now() - from, unit: 'ms' })
    await phase('publish, everybody goes over', async () => {
      await publishJourney(ctx, big, '*', { policy: 'follow' })
      await all('version_id = (select live_version_id from journey where id = $1)')
    })
    await phase('pause, every timer is met', async () => {
      await pauseJourney(ctx, big)
      await makeDue(db, big)
      await all('parked_due is not null')
    })
    await phase('resume, all now', async () => {
      await resumeJourney(ctx, big)
      await all(`node_key = 'rest'`)
    })
  } finally {
    await worker.close()
    await closeRing()
    await Promise.all([db.end(), closePool()])
  }
  return publish('life', lines, [
    `${members.toLocaleString('en-US')} members inside, one live event every 20 ms, one worker; all on this machine.`,
  ])
}

/** Everybody's wait is over now: a plain wait is all in its timer, and those who went over to another version remember more. */
const makeDue = (db: pg.Pool, journeyId: number) =>
  db.query(
    `with waits as (update engine.progress set due_at = now(), rest = null where journey_id = $1 returning shard, id)
     update engine.timer t set due_at = now() from waits w where t.shard = w.shard and t.lane = 1 and t.progress_id = w.id`,
    [journeyId],
  )

async function publishNew(ctx: Ctx, document: JourneyDocument): Promise<number> {
  const id = Number((await createJourney(ctx, document)).id)
  await publishJourney(ctx, id)
  return id
}

/** Counts a million passages now and then, on one core, so seldom that the counting is not what is measured. */
async function untilAll(db: pg.Pool, journeyId: number, where: string, members: number): Promise<void> {
  const until = Date.now() + members * 10 + 60_000
  while (Date.now() < until) {
    const from = performance.now()
    const { rows } = await db.query<{ n: number }>(`select count(*)::int as n from engine.progress where journey_id = $1 and ${where}`, [
      journeyId,
    ])
    if (rows[0]?.n === members) return
    await sleep(Math.max(LOOK_MS, LOOKS_SHARE * (performance.now() - from)))
  }
  throw new Error(`Not all ${members} came to: ${where}.`)
}
