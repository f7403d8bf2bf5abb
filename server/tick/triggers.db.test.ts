import { expect, test } from 'vitest'
import { journey } from '#tests/support/drawing.ts'
import { makeTicker, type Place, publish, put, rows, settle, value } from '#tests/support/engine.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'

const clock = { now: new Date() }
const [one, other] = [makeTicker({ clock }), makeTicker({ clock })]
const at = (time: string) => {
  clock.now = new Date(time)
}
const every = { settings: { reentry: { mode: 'every_time' as const } } }
const entries = (journeyId: number) =>
  rows<{ name: string; key: string }>(
    `select entry ->> 'name' as name, entry_key as key from engine.progress where journey_id = $1 order by id`,
    [journeyId],
  )
const set = (workspace: number, member: Place, attributes: object) => put(workspace, member, 'change', { set: attributes })

test('a date starts a journey once, with two tickers running, and a year later again', async () => {
  at('2090-06-01T00:00:00Z')
  const { id: workspace } = await makeWorkspace()
  const { id } = await publish(workspace, journey('onDate(birthday at 09.00 yearly) → exit', every))
  const jane = await makeMember(workspace, 'jane')
  await set(workspace, jane, { birthday: '1990-06-15' })
  await settle(one, other)
  const wakeAt = () => value<Date>('select wake_at from engine.member where shard = $1 and id = $2', [jane.shard, jane.id])
  expect(await wakeAt()).toEqual(new Date('2090-06-15T09:00:00Z'))
  at('2090-06-15T09:00:01Z')
  await settle(one, other)
  expect(await entries(id)).toHaveLength(1)
  expect(await wakeAt()).toEqual(new Date('2091-06-15T09:00:00Z'))
  at('2091-06-15T09:00:01Z')
  await settle(one, other)
  expect((await entries(id)).map(({ name }) => name)).toEqual(['date_came', 'date_came'])
  expect(await value('select count(*)::int from engine.timer where workspace_id = $1', [workspace])).toBe(1)
})

test('another zone or another date moves the start; none takes it away', async () => {
  at('2090-06-01T00:00:00Z')
  const { id: workspace } = await makeWorkspace()
  await publish(workspace, journey('onDate(renewsAt 1d before at 09.00) → exit', every))
  const jane = await makeMember(workspace, 'jane')
  const due = () => value<Date | undefined>('select due_at from engine.timer where workspace_id = $1', [workspace])
  await set(workspace, jane, { renewsAt: '2090-06-15' })
  await settle(one)
  expect(await due()).toEqual(new Date('2090-06-14T09:00:00Z'))
  await set(workspace, jane, { timezone: 'Asia/Tokyo' })
  await settle(one)
  expect(await due()).toEqual(new Date('2090-06-14T00:00:00Z'))
  await set(workspace, jane, { renewsAt: '2090-07-15' })
  await settle(one)
  expect(await due()).toEqual(new Date('2090-07-14T00:00:00Z'))
  await set(workspace, jane, { renewsAt: null })
  await settle(one)
  expect(await due()).toBeUndefined()
})

test('a change of an attribute and of a segment start journeys, each once', async () => {
  at(new Date().toISOString())
  const { id: workspace } = await makeWorkspace()
  await rows(`insert into segment (workspace_id, key, name, condition) values ($1, 'rich', 'Rich', $2)`, [
    workspace,
    JSON.stringify({ attribute: 'score', operator: 'gte', value: 10 }),
  ])
  const changed = await publish(workspace, journey('onAttribute(score from lt 10 to gte 10) → exit', every))
  const into = await publish(workspace, journey('onSegment(rich) → exit', every))
  const out = await publish(workspace, journey('onSegment(rich left) → exit', every))
  const jane = await makeMember(workspace, 'jane')
  for (const score of [5, 12, 15, 3]) {
    await set(workspace, jane, { score })
    await settle(one, other)
  }
  expect((await entries(changed.id)).map(({ name }) => name)).toEqual(['profile_changed'])
  expect((await entries(into.id)).map(({ name }) => name)).toEqual(['segment_membership_changed'])
  expect(await entries(out.id)).toHaveLength(1)
})
