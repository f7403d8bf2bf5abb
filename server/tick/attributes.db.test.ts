import { expect, test } from 'vitest'
import { pool } from '#server/db/pg.ts'
import { raiseEpoch } from '#server/sql/raiseEpoch.ts'
import { journey } from '#tests/support/drawing.ts'
import { happen, makeTicker, publish, rows, settle, value } from '#tests/support/engine.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'

const clock = { now: new Date() }
const HOUR = 3_600_000
const padding = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`filler_${i}`, 'x'.repeat(20)]))

/** How a passage ended for a member with few attributes and one with many, ticked through by a worker that knows nothing yet. */
async function endsOf(workspace: number, id: number, between: () => Promise<unknown> = async () => {}) {
  const few = await makeMember(workspace, 'few', { city: 'Bonn', plan: 'pro' })
  const many = await makeMember(workspace, 'many', { city: 'Bonn', plan: 'pro', ...padding })
  for (const member of [few, many]) await happen(workspace, member, 'Joined')
  clock.now = new Date()
  await settle(makeTicker({ clock }))
  await between()
  clock.now = new Date(clock.now.getTime() + 2 * HOUR)
  await settle(makeTicker({ clock }))
  return (await rows<{ reason: string }>('select reason from engine.progress where journey_id = $1 order by id', [id])).map(
    ({ reason }) => reason,
  )
}

test('members on an old version are decided by the attributes that it looks at, though no live version does', async () => {
  const { id: workspace } = await makeWorkspace()
  const old = journey('trigger(Joined) → delay 1h → condition(city equals Bonn: yes→exit at_home, no→exit away)')
  const { id } = await publish(workspace, old)
  const next = journey('trigger(Joined) → delay 1h → exit new')
  const republish = async () => {
    const versionId = await value<number>(
      'insert into journey_version (workspace_id, journey_id, number, document) values ($1, $2, 2, $3) returning id',
      [workspace, id, JSON.stringify(next)],
    )
    await pool().query('update journey set live_version_id = $1 where id = $2', [versionId, id])
    await raiseEpoch(pool(), id)
  }
  expect(await endsOf(workspace, id, republish)).toEqual(['at_home', 'at_home'])
})

test.each([1, 9])('conditions on %d attributes find those of members with few and with many', async (count) => {
  const { id: workspace } = await makeWorkspace()
  const drawn = journey('trigger(Joined) → delay 1h → condition(city equals Bonn: yes→exit at_home, no→exit away)')
  const extra = Array.from({ length: count - 1 }, (_, i) => ({ attribute: `absent_${i}`, operator: 'equals' as const, value: 'x' }))
  const condition = { any: [...extra, { attribute: 'city', operator: 'equals' as const, value: 'Bonn' }] }
  const document = {
    ...drawn,
    nodes: drawn.nodes.map((node) => (node.kind === 'rule.condition' ? { ...node, settings: { condition } } : node)),
  }
  const { id } = await publish(workspace, document)
  expect(await endsOf(workspace, id)).toEqual(['at_home', 'at_home'])
})
