import { expect, test } from 'vitest'
import { pool } from '#server/db/pg.ts'
import { journey } from '#tests/support/drawing.ts'
import { publish, rows } from '#tests/support/engine.ts'
import { makeWorkspace } from '#tests/support/workspace.ts'
import { type Job, keepingLetters } from './letters.ts'

const failing = keepingLetters(pool(), async ({ name }) => {
  throw new Error(`${name} broke`)
})
const succeeding = keepingLetters(pool(), async () => {})
const fail = (job: Job) => expect(failing(job)).rejects.toThrow('broke')
const letters = (kind: string) =>
  rows(
    `select workspace_id as workspace, queue, attempts, reason, replayed_at is null as open from engine.dead_letter where kind = $1 order by id`,
    [kind],
  )

test('a job that fails again is one letter that counts, and no letter once it succeeded; the next failure is another one', async () => {
  const { id: workspace } = await makeWorkspace()
  const { id: journeyId } = await publish(workspace, journey('trigger(Go) → exit'))
  const job = { name: 'feed', data: { journeyId } }
  await fail(job)
  await fail(job)
  const letter = { workspace, queue: 'work', attempts: 2, reason: 'feed broke', open: true }
  expect(await letters('feed')).toEqual([letter])
  await succeeding({ name: 'feed', data: { journeyId: journeyId + 1 } })
  expect(await letters('feed')).toEqual([letter])
  await succeeding(job)
  await fail(job)
  expect(await letters('feed')).toEqual([
    { ...letter, open: false },
    { ...letter, attempts: 1 },
  ])
})

test('what is tried again by its queue is no letter before its last attempt', async () => {
  const job = { name: 'examine', data: {}, opts: { attempts: 3 } }
  await fail({ ...job, attemptsMade: 0 })
  await fail({ ...job, attemptsMade: 1 })
  expect(await letters('examine')).toEqual([])
  await fail({ ...job, attemptsMade: 2 })
  expect(await letters('examine')).toMatchObject([{ workspace: null, queue: 'work' }])
})

test('a job that only wakes somebody up, and one that nobody knows, leave no letter', async () => {
  await fail({ name: 'ring', data: {} })
  await fail({ name: 'riddle', data: {} })
  expect([...(await letters('ring')), ...(await letters('riddle'))]).toEqual([])
})
