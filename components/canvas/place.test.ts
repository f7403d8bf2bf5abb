import { expect, test } from 'vitest'
import type { DraftNode, Graph } from '#domain/journey/document.ts'
import { NODE_HEIGHT, NODE_WIDTH, outletX } from './geometry.ts'
import { freeOutlet, makeRoom, placeAfter, placeAtEnd } from './place.ts'

const node = (key: string, x: number, y: number): DraftNode => ({ key, kind: 'rule.delay', name: key, settings: {}, position: { x, y } })
const measure = { heightOf: () => NODE_HEIGHT, outletsOf: (key: string) => (key === 'ask' ? ['yes', 'no'] : ['next']) }

test('the next card stands right below, on the grid', () => {
  const graph: Graph = { nodes: [node('a', 0, 0)], paths: [] }
  expect(placeAfter(graph, node('a', 0, 0), 'next', measure)).toEqual({ x: 0, y: 88 })
})

test('two branches stand side by side and do not touch', () => {
  const graph: Graph = { nodes: [node('ask', 0, 0)], paths: [] }
  const yes = placeAfter(graph, node('ask', 0, 0), 'yes', measure)
  const no = placeAfter(graph, node('ask', 0, 0), 'no', measure)
  expect(no.x - yes.x).toBeGreaterThan(NODE_WIDTH)
  expect(yes.x).toBeLessThan(outletX(0, 2))
})

test('a card never covers another: it goes further down', () => {
  const graph: Graph = { nodes: [node('a', 0, 0), node('b', 0, 88)], paths: [] }
  expect(placeAfter(graph, node('a', 0, 0), 'next', measure).y).toBeGreaterThan(88 + NODE_HEIGHT)
})

test('the first card stands at the origin, later ones below the lowest', () => {
  expect(placeAtEnd({ nodes: [], paths: [] }, measure.heightOf)).toEqual({ x: 0, y: 0 })
  expect(placeAtEnd({ nodes: [node('a', 20, 0), node('b', 40, 200)], paths: [] }, measure.heightOf)).toMatchObject({ x: 40 })
})

test('a card put on a path moves what comes after it down, and nothing else', () => {
  const path = { source: 'a', outlet: 'next', target: 'b' }
  const graph: Graph = {
    nodes: [node('a', 0, 0), node('b', 0, 88), node('c', 0, 176), node('aside', 400, 88)],
    paths: [path, { source: 'b', outlet: 'next', target: 'c' }],
  }
  const { at, shift } = makeRoom(graph, path, NODE_HEIGHT, measure)
  expect(at).toEqual({ x: 0, y: 88 })
  expect(Object.keys(shift).sort()).toEqual(['b', 'c'])
  expect(shift.b?.y).toBeGreaterThanOrEqual(at.y + NODE_HEIGHT + 32)
  expect((shift.c?.y ?? 0) - (shift.b?.y ?? 0)).toBe(88)
})

test('where there is room already, nothing moves', () => {
  const path = { source: 'a', outlet: 'next', target: 'b' }
  expect(makeRoom({ nodes: [node('a', 0, 0), node('b', 0, 400)], paths: [path] }, path, NODE_HEIGHT, measure).shift).toEqual({})
})

test('the free outlet is the first that leads nowhere', () => {
  expect(freeOutlet({ paths: [{ source: 'ask', outlet: 'yes', target: 'x' }] }, 'ask', ['yes', 'no'])).toBe('no')
  expect(freeOutlet({ paths: [{ source: 'a', outlet: 'next', target: 'x' }] }, 'a', ['next'])).toBeNull()
})
