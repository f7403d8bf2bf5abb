import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { deadLetterQuerySchema, listDeadLetters } from '#server/deadLetter/list.ts'
import { replayDeadLetters } from '#server/deadLetter/replay.ts'
import { env, provideEnv } from '#server/env.ts'
import { type QueueBackend, queueBackend } from '#server/queue/backend.ts'
import { closeRing, requestFeed } from '#server/queue/ring.ts'
import { journey } from '#tests/support/drawing.ts'
import { happen, makeTicker, publish, setStatus, settle, value } from '#tests/support/engine.ts'
import { until } from '#tests/support/until.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { type RunningWorker, startWorker } from './worker.ts'

const { REDIS_URL } = env()
const redis = REDIS_URL ? [queueBackend()] : []
const postgres: QueueBackend = { ...queueBackend(), kind: 'postgres', url: env().DATABASE_URL ?? '' }
const ticker = makeTicker()
let worker: RunningWorker | undefined

const of = (workspaceId: number): Ctx => ({ workspaceId, role: 'editor', actor: { kind: 'system' }, requestId: 'test' })
const open = async (ctx: Ctx) => (await listDeadLetters(ctx, deadLetterQuerySchema.parse({}))).data

describe.each([...redis, postgres])('on $kind', (backend) => {
  // What is asked for again goes where this process thinks the queues are.
  beforeEach(() => provideEnv({ REDIS_URL: backend.kind === 'redis' ? REDIS_URL : undefined }))
  afterEach(async () => {
    await worker?.close()
    await closeRing()
    provideEnv({ REDIS_URL })
  })

  test('a job that failed for good is listed in its workspace with why, and done once it is put back', async () => {
    const ctx = of((await makeWorkspace()).id)
    const stranger = of((await makeWorkspace()).id)
    const { id } = await publish(ctx.workspaceId, journey('trigger(Go) → delay 1h → exit'))
    await happen(ctx.workspaceId, await makeMember(ctx.workspaceId, 'm'), 'Go')
    await settle(ticker)
    await pool().query(`alter table engine.inbox add constraint no_luck check (kind <> 'command') not valid`)
    await setStatus(id, 'ENDED')

    worker = startWorker(backend)
    requestFeed(id)
    await until('the feed of the journey that ended has failed', async () => (await open(ctx)).length > 0)
    const [letter] = await open(ctx)
    expect(letter).toMatchObject({ source: 'job', kind: 'feed', queue: 'work', attempts: 1, member: null, payload: { journeyId: id } })
    expect(letter?.reason).toContain('no_luck')
    expect(await open(stranger)).toEqual([])
    await expect(replayDeadLetters(stranger, Number(letter?.id))).rejects.toMatchObject({ refusal: 'notFound' })

    await pool().query('alter table engine.inbox drop constraint no_luck')
    expect(await replayDeadLetters(ctx, Number(letter?.id))).toEqual({ members: 0, jobs: 1 })
    const status = () => value<string>('select status from engine.progress where journey_id = $1', [id])
    await until('its members were canceled', async () => (await status()) === 'CANCELED')
    expect(await open(ctx)).toEqual([])
    const audit = `select details from audit_log where workspace_id = $1 and action = 'deadLetter.replay'`
    expect(await value(audit, [ctx.workspaceId])).toEqual({ members: 0, jobs: 1 })
  })
})
