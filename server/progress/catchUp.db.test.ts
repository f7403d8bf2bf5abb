import { afterAll, beforeEach, expect, test } from 'vitest'
import type { CatchUp } from '#domain/journey/catchUp.ts'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { parkedPassages } from '#server/journey/parked.ts'
import { pauseJourney } from '#server/journey/pause.ts'
import { resumeJourney } from '#server/journey/resume.ts'
import { closeRing } from '#server/queue/ring.ts'
import { journey } from '#tests/support/drawing.ts'
import { happen, makeTicker, type Place, publish, rows, settle, value } from '#tests/support/engine.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { feed, unfed } from './feed.ts'

const MEMBERS = 24
const ticker = makeTicker()
let workspace: number
let ctx: Ctx
let id: number

afterAll(closeRing)
beforeEach(async () => {
  workspace = (await makeWorkspace()).id
  ctx = { workspaceId: workspace, role: 'editor', actor: { kind: 'system' }, requestId: 'test' }
  id = (await publish(workspace, journey('trigger(Go) → delay 1h → delay 9d → exit'))).id
  const members: Place[] = []
  for (let i = 0; i < MEMBERS; i++) members.push(await makeMember(workspace, `m${i}`))
  for (const member of members) await happen(workspace, member, 'Go')
  await settle(ticker)
  await pauseJourney(ctx, id)
  await pool().query('update engine.timer set due_at = now() where workspace_id = $1', [workspace])
  await settle(ticker)
  // A third was parked three hours ago, the others just now.
  await pool().query(
    `update engine.progress set parked_due = parked_due - interval '3 hours' where journey_id = $1 and id in (select id from engine.progress where journey_id = $1 order by id limit $2)`,
    [id, MEMBERS / 3],
  )
})

const feeding = (signal?: AbortSignal, depth?: number) =>
  feed(pool(), id, { onFed: () => {}, ...(signal && { signal }), ...(depth && { depth }) })
const standing = async () =>
  Object.fromEntries(
    (
      await rows<{ at: string; count: number }>(
        `select coalesce(node_key || case when parked_due is null then '' else ' parked' end, reason) as at, count(*)::int as count from engine.progress where journey_id = $1 group by 1`,
        [id],
      )
    ).map(({ at, count }) => [at, count]),
  )
const dueTimes = async () =>
  (
    await rows<{ due: number }>(
      `select extract(epoch from due_at)::float8 * 1000 as due from engine.timer where workspace_id = $1 order by 1`,
      [workspace],
    )
  ).map(({ due }) => due)
async function resume(catchUp: CatchUp): Promise<number> {
  await resumeJourney(ctx, id, catchUp)
  return value<number>('select extract(epoch from resumed_at)::float8 * 1000 from journey where id = $1', [id])
}

test('before a resume one is told how many are parked, how many of them for too long, and since when', async () => {
  const told = await parkedPassages(ctx, id, 7_200)
  expect(told).toMatchObject({ parked: MEMBERS, older: MEMBERS / 3 })
  expect(Date.parse(told.at) - Date.parse(told.oldestAt ?? '')).toBeGreaterThan(3 * 3_600_000 - 1)
  expect(await parkedPassages(ctx, id, null)).toMatchObject({ parked: MEMBERS, older: 0 })
})

test('all now: everybody goes on', async () => {
  await resume({ mode: 'all_now' })
  expect(await feeding()).toBe(MEMBERS)
  await settle(ticker)
  expect(await standing()).toEqual({ delay2: MEMBERS })
})

test('spread: each at an instant of its own, evenly over the time, the same whoever feeds', async () => {
  const from = await resume({ mode: 'spread', over: { hours: 12 } })
  await feeding()
  await settle(ticker)
  expect(await standing()).toEqual({ delay: MEMBERS })
  const due = await dueTimes()
  expect(due).toHaveLength(MEMBERS)
  const hours = due.map((at) => (at - from) / 3_600_000)
  expect(Math.min(...hours)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...hours)).toBeLessThanOrEqual(12)
  for (const half of [0, 6]) expect(hours.filter((at) => at >= half && at < half + 6).length).toBeGreaterThanOrEqual(MEMBERS / 3)
})

test('a feed that stops in the middle is found again and gives the same answer', async () => {
  await resume({ mode: 'spread', over: { hours: 12 } })
  const commands = () =>
    rows<{ id: string; due: string }>(
      `select distinct payload ->> 'progressId' as id, payload ->> 'dueAt' as due from engine.inbox where workspace_id = $1 order by 1, 2`,
      [workspace],
    )
  const stop = new AbortController()
  const stopping = feed(pool(), id, { onFed: () => stop.abort(), signal: stop.signal, depth: 1 })
  await stopping
  const half = await commands()
  expect(half.length).toBeLessThan(MEMBERS)
  expect(await unfed(pool())).toContain(id)
  await feeding()
  const all = await commands()
  expect(all).toHaveLength(MEMBERS)
  expect(all).toEqual(expect.arrayContaining(half))
  await settle(ticker)
  expect(await unfed(pool())).not.toContain(id)
})

test('skip older: who should have gone on too long ago is canceled with the reason, the rest goes on', async () => {
  await resume({ mode: 'skip_older', than: { hours: 2 } })
  await feeding()
  await settle(ticker)
  expect(await standing()).toEqual({ delay2: (MEMBERS / 3) * 2, too_late: MEMBERS / 3 })
})

test('paused again before it is applied, nothing happens, and the next resume decides anew', async () => {
  await resume({ mode: 'skip_older', than: { hours: 2 } })
  await feeding()
  await pauseJourney(ctx, id)
  await settle(ticker)
  expect(await standing()).toEqual({ 'delay parked': MEMBERS })
  await resume({ mode: 'all_now' })
  await feeding()
  await settle(ticker)
  expect(await standing()).toEqual({ delay2: MEMBERS })
})
