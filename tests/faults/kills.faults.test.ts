import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkMembers } from '#server/doctor/members.ts'
import { env } from '#server/env.ts'
import { type Receiver, startReceiver } from '#tests/support/receiver.ts'
import { type SmtpSink, startSmtp } from '#tests/support/smtp.ts'
import { over, type Stage, setStage, verify } from './kills.ts'
import { type Death, moments } from './mortal.ts'
import { expireLeases } from './replay.ts'
import { seeded } from './seeded.ts'
import { bundleWorker, gone, startWorkerProcess } from './workers.ts'

// Other seeds each time, in the names of the tests. SEED=7 runs that one alone, SEED=7 SEEDS=20 those that follow it as well.
const { SEED, SEEDS = SEED ? 1 : 20 } = process.env
const first = Number(SEED ?? Math.floor(Math.random() * 1_000_000))
const seeds = Array.from({ length: Number(SEEDS) }, (_, i) => first + i)

/** About as many as a worker runs from its start until the first waits are over. */
const STATEMENTS = 60

let sink: SmtpSink
let receiver: Receiver
let folder = ''
/** What each worker found and left, for the next one to go on with. */
const stages: (Stage & { seed: number })[] = []

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sojourn-kills-'))
  await bundleWorker()
  sink = await startSmtp()
  receiver = await startReceiver()
  receiver.script = () => ({ headers: { 'content-type': 'application/json' }, body: '{"code": 7}' })
})
afterAll(async () => {
  await sink.close()
  await receiver.close()
  await rm(folder, { recursive: true, force: true })
})

const hire = (death?: Death) => {
  const { DATABASE_URL = '', REDIS_URL } = env()
  const stores = { DATABASE_URL, SMTP_URL: sink.url, DATA_DIR: folder, ...(REDIS_URL && { REDIS_URL }) }
  const more = {
    TICK_CONNECTIONS: '1',
    SECRET_KEY: 'only for these tests, and of 32 characters or more',
    WEBHOOK_ALLOW_PRIVATE_CIDRS: '127.0.0.0/8',
  }
  return startWorkerProcess({ ...stores, ...more }, death)
}

test.each(seeds)('a worker dies at the statement and in the moment that seed %i says', { timeout: 90_000 }, async (seed) => {
  const random = seeded(seed)
  const among = (count: number) => Math.floor(random() * count)
  stages.push({ seed, ...(await setStage(receiver)) })
  const worker = hire({ statement: 1 + among(STATEMENTS), moment: moments[among(moments.length)] ?? 'before' })
  await gone(worker)
  expect(worker.signalCode).toBe('SIGKILL')
  await expireLeases() // as they do after a minute
})

test('whoever comes after them all finds nothing lost, stuck, or sent twice', { timeout: 120_000 }, async () => {
  const last = hire()
  try {
    for (const stage of stages) await over(stage)
  } finally {
    last.kill('SIGKILL')
    await gone(last)
  }
  expect((await checkMembers()).filter(({ isWell }) => !isWell)).toEqual([])
  for (const { seed, ...stage } of stages) await verify(`seed ${seed} of ${seeds.length} from ${first}`, stage, sink, receiver)
})
