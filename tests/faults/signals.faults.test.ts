import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { env } from '#server/env.ts'
import { journey } from '#tests/support/drawing.ts'
import { publish, putEvents, rows } from '#tests/support/engine.ts'
import { type SmtpSink, startSmtp } from '#tests/support/smtp.ts'
import { until } from '#tests/support/until.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { over, withContents } from './kills.ts'
import { expireLeases } from './replay.ts'
import { bundleWorker, gone, startWorkerProcess } from './workers.ts'

const MAILS = 200
let sink: SmtpSink
let folder = ''
let workspaceId = 0
let journeyId = 0
let workers: ChildProcess[] = []

function hire() {
  const { DATABASE_URL = '', REDIS_URL } = env()
  const stores = { DATABASE_URL, SMTP_URL: sink.url, DATA_DIR: folder, ...(REDIS_URL && { REDIS_URL }) }
  const worker = startWorkerProcess({ ...stores, SECRET_KEY: 'only for these tests, and of 32 characters or more' })
  workers.push(worker)
  return worker
}

/** As many members as asked for do what sends them a mail. */
async function mail(count: number, prefix: string): Promise<void> {
  const members = []
  for (let i = 0; i < count; i++) members.push(await makeMember(workspaceId, `${prefix}${i}`, { email: `${prefix}${i}@example.com` }))
  const payload = { kind: 'track', name: 'Go', at: new Date().toISOString(), properties: {} }
  await putEvents(
    workspaceId,
    members.map((member) => ({ member, payload })),
  )
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sojourn-signals-'))
  await bundleWorker()
})
beforeEach(async () => {
  sink = await startSmtp()
  workspaceId = (await makeWorkspace({ settings: { sender: { name: 'Shop', email: 'shop@example.com' } } })).id
  journeyId = (await publish(workspaceId, withContents(journey('trigger(Go) → email hello → exit')))).id
})
afterEach(async () => {
  for (const worker of workers) worker.kill('SIGKILL')
  await Promise.all(workers.map(gone))
  workers = []
  await sink.close()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const statuses = () =>
  rows<{ status: string; count: number }>(
    'select status, count(*)::int as count from engine.message where journey_id = $1 group by 1 order by 1',
    [journeyId],
  )
/** Addresses to which something arrived, one an arrival. */
const arrived = () => sink.accepted.map(({ to }) => to.join())

test('a worker that is told to stop with many mails under way gives back what has not begun: none is lost, doubted or sent twice', async () => {
  await mail(MAILS, 'm')
  const first = hire()
  await sink.until(20, 30_000)
  const told = performance.now()
  first.kill('SIGTERM')
  await gone(first)
  expect([first.exitCode, performance.now() - told < 25_000]).toEqual([0, true])
  expect(sink.accepted.length).toBeLessThan(MAILS)
  hire()
  await over({ workspaceId })
  expect(await statuses()).toEqual([{ status: 'accepted', count: MAILS }])
  expect([arrived().length, new Set(arrived()).size]).toEqual([MAILS, MAILS])
})

test('a worker that stood still while another took over sends nothing and records nothing that is not its own any more', async () => {
  await mail(MAILS, 'm')
  const zombie = hire()
  await sink.until(20, 30_000)
  zombie.kill('SIGSTOP')
  await expireLeases() // as they do after a minute
  const second = hire()
  await over({ workspaceId })
  const before = await statuses()
  second.kill('SIGKILL')
  await gone(second)

  zombie.kill('SIGCONT')
  await mail(1, 'late')
  await until('the one that woke up works again', async () => arrived().includes('late0@example.com'), 60_000)
  await over({ workspaceId })
  const count = (of: { status: string; count: number }[], status: string) => of.find((one) => one.status === status)?.count ?? 0
  const after = await statuses()
  expect(count(after, 'accepted')).toBe(count(before, 'accepted') + 1)
  expect(count(after, 'accepted') + count(after, 'unknown')).toBe(MAILS + 1)
  expect(new Set(arrived()).size).toBe(arrived().length)
  expect(arrived().length).toBeGreaterThanOrEqual(count(after, 'accepted'))
})
