import { afterAll, beforeEach, expect, test } from 'vitest'
import type { JourneyDocument } from '#domain/journey/document.ts'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { unfinishedWalks, walkMembers } from '#server/feed/walkMembers.ts'
import { closeRing } from '#server/queue/ring.ts'
import { journey } from '#tests/support/drawing.ts'
import { makeTicker, rows, settle } from '#tests/support/engine.ts'
import { makeMember, makeOperator, makeWorkspace } from '#tests/support/workspace.ts'
import { createJourney } from './create.ts'
import { publishJourney } from './publish.ts'
import { putDraft } from './putDraft.ts'

const clock = { now: new Date() }
const ticker = makeTicker({ clock })
let ctx: Ctx
beforeEach(async () => {
  clock.now = new Date('2090-06-01T00:00:00Z')
  const { id } = await makeWorkspace()
  const operator = await makeOperator(id)
  ctx = { workspaceId: id, role: 'owner', actor: { kind: 'operator', id: operator.id }, requestId: 'test' }
})
afterAll(closeRing)

const drawn = (drawing: string): JourneyDocument => journey(drawing, { name: 'Birthday', settings: { reentry: { mode: 'every_time' } } })
/** Members of whom everything was reckoned before. */
const makeReckoned = async (names: string[]) => {
  for (const name of names) await makeMember(ctx.workspaceId, name, { birthday: '1990-06-15' })
  await pool().query('update engine.member set assessed_at = now() where workspace_id = $1', [ctx.workspaceId])
}
const timers = () =>
  rows<{ due: Date }>('select due_at as due from engine.timer where workspace_id = $1 and progress_id = 0', [ctx.workspaceId])
const walks = async () => (await unfinishedWalks(pool())).length

test('members who are there already start on the date of a journey that is published', async () => {
  await makeReckoned(['jane', 'joe'])
  const { id } = await createJourney(ctx, drawn('onDate(birthday at 09.00 yearly) → exit'))
  await publishJourney(ctx, Number(id))
  const [walk] = await unfinishedWalks(pool())
  expect(await walkMembers(pool(), walk ?? 0, { onFed: () => {} })).toBe(2)
  await settle(ticker)
  expect((await timers()).map(({ due }) => due.toISOString())).toEqual(['2090-06-15T09:00:00.000Z', '2090-06-15T09:00:00.000Z'])
  clock.now = new Date('2090-06-15T09:00:01Z')
  await settle(ticker)
  expect(await rows(`select entry ->> 'name' as name from engine.progress where journey_id = $1`, [Number(id)])).toEqual([
    { name: 'date_came' },
    { name: 'date_came' },
  ])
})

test('only a change of its dates reckons everybody anew', async () => {
  await makeReckoned(['jane'])
  const before = await walks()
  const { id } = await createJourney(ctx, drawn('trigger(Ordered) → exit'))
  const publish = async (drawing: string) => {
    await putDraft(ctx, Number(id), '*', drawn(drawing))
    await publishJourney(ctx, Number(id))
  }
  await publishJourney(ctx, Number(id))
  expect(await walks()).toBe(before)
  await publish('onDate(birthday) → exit')
  expect(await walks()).toBe(before + 1)
  await pool().query('delete from engine.member_walk where workspace_id = $1', [ctx.workspaceId])
  await publish('onDate(birthday) → exit bye')
  expect(await walks()).toBe(before)
  await publish('onDate(birthday 1d before) → exit bye')
  expect(await walks()).toBe(before + 1)
})
