import { describe, expect, test } from 'vitest'
import { journey } from '#tests/support/drawing.ts'
import { diff } from './diff.ts'
import { reduce } from './edit.ts'
import { channelsOf, triggerSummary } from './listing.ts'

const before = journey('trigger(A) → delay 1h → email → exit')

describe('what changed', () => {
  test('nothing between a graph and itself moved about', () => {
    expect(diff(before, reduce(before, { do: 'moveNodes', to: { email: { x: 500, y: 0 } } }))).toEqual({ nodes: [], paths: [], count: 0 })
  })

  test('a node added, one removed, one changed', () => {
    const settings = { duration: { hours: 2 } }
    const changed = reduce(reduce(before, { do: 'setSettings', key: 'delay', settings }), { do: 'renameNode', key: 'delay', name: 'Wait' })
    const after = reduce(changed, { do: 'removeNodes', keys: ['email'] })
    const { nodes, count } = diff(before, after)
    expect(nodes).toMatchObject([
      { change: 'changed', node: { key: 'delay' }, was: { name: '' }, fields: ['name', 'settings'] },
      { change: 'removed', node: { key: 'email' } },
    ])
    expect(count).toBe(4)
    expect(diff(after, before).nodes).toMatchObject([{ change: 'changed' }, { change: 'added', node: { key: 'email' } }])
  })

  test('a path that leads elsewhere counts once', () => {
    const after = reduce(before, { do: 'connect', path: { source: 'trigger', outlet: 'next', target: 'exit' } })
    expect(diff(before, after)).toMatchObject({ nodes: [], paths: [{ change: 'added' }, { change: 'removed' }], count: 1 })
  })

  test('settings with their keys in another order are the same', () => {
    const [one, two] = [
      { subject: 'a', body: 'b' },
      { body: 'b', subject: 'a' },
    ].map((settings) => reduce(before, { do: 'setSettings', key: 'email', settings }))
    expect(diff(one ?? before, two ?? before).count).toBe(0)
  })
})

test('the list shows what starts a journey and what it sends', () => {
  expect(triggerSummary(before)).toEqual({ key: 'nodes.trigger.event.summary', values: { event: 'A' } })
  expect(triggerSummary({ nodes: [] })).toBeNull()
  expect(channelsOf(before)).toEqual(['email'])
})
