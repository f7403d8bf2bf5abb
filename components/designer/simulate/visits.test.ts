import { expect, test } from 'vitest'
import { journey } from '#tests/support/drawing.ts'
import { events, player, simulator } from '#tests/support/play.ts'
import { visitsOf } from './visits.ts'

test('a simulated way reads as a trace: what was compared, how each node was left, what became of its message', () => {
  const document = journey('trigger(Go) → condition(plan equals vip: yes→email hello, no→exit)')
  const at = Date.UTC(2026, 5, 1, 12)
  const simulated = simulator(document, { from: at, to: at + 86_400_000 })
  simulated.play(player({ happened: events(['Go', at]), attributes: { email: 'jane@example.com' } }))
  const passage = simulated.result().paths?.[0]?.passages[0]
  if (!passage) throw new Error('nobody entered')
  const visits = visitsOf(passage, document.nodes)
  expect(visits.map(({ nodeKey, outlet }) => `${nodeKey} ${outlet}`)[0]).toBe('trigger next')
  expect(visits[1]?.saw[0]).toMatchObject({ held: expect.any(Boolean), operator: expect.any(String) })
  expect(visits.every(({ kind }) => kind !== '')).toBe(true)
})
