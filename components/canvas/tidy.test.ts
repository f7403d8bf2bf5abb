import { expect, test } from 'vitest'
import type { Graph } from '#domain/journey/document.ts'
import { NODE_WIDTH } from './geometry.ts'
import { tidy } from './tidy.ts'

const node = (key: string): Graph['nodes'][number] => ({ key, kind: 'rule.condition', name: key, settings: {}, position: { x: 0, y: 0 } })
const graph: Graph = {
  nodes: ['start', 'ask', 'left', 'right', 'after'].map(node),
  paths: [
    { source: 'start', outlet: 'next', target: 'ask' },
    { source: 'ask', outlet: 'no', target: 'right' },
    { source: 'ask', outlet: 'yes', target: 'left' },
    { source: 'left', outlet: 'next', target: 'after' },
    { source: 'right', outlet: 'next', target: 'after' },
  ],
}
const options = { heightOf: () => 56, outletsOf: (key: string) => (key === 'ask' ? ['yes', 'no'] : ['next']) }

test('every node stands below those that lead to it, and no two cards touch', () => {
  const positions = tidy(graph, options)
  for (const { source, target } of graph.paths)
    expect(positions.get(target)?.y).toBeGreaterThanOrEqual((positions.get(source)?.y ?? 0) + 56 + 40)
  const [left, right] = [positions.get('left'), positions.get('right')]
  expect(Math.abs((left?.x ?? 0) - (right?.x ?? 0))).toBeGreaterThan(NODE_WIDTH)
})

test('branches stand in the order of their outlets', () => {
  const positions = tidy(graph, options)
  expect(positions.get('left')?.x).toBeLessThan(positions.get('right')?.x ?? 0)
})

test('positions lie on the grid, and the same graph is tidied the same way', () => {
  const positions = tidy(graph, options)
  for (const { x, y } of positions.values()) expect([x % 4, y % 4].map(Math.abs)).toEqual([0, 0])
  expect(tidy(graph, options)).toEqual(positions)
})
