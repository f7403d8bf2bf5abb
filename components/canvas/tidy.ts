import dagre from '@dagrejs/dagre'
import type { Graph } from '#domain/journey/document.ts'
import { NODE_WIDTH, onGrid, type Point } from './geometry.ts'

type Options = { heightOf: (key: string) => number; outletsOf: (key: string) => readonly string[] }

/** New positions for every node: ranks downward, branches in the order of their outlets, on the grid. */
export function tidy({ nodes, paths }: Graph, { heightOf, outletsOf }: Options): Map<string, Point> {
  const layout = new dagre.graphlib.Graph({ multigraph: true })
  layout.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 52, marginx: 0, marginy: 0 })
  layout.setDefaultEdgeLabel(() => ({}))
  const ordered = [...paths].sort((a, b) => outletsOf(a.source).indexOf(a.outlet) - outletsOf(b.source).indexOf(b.outlet))
  for (const key of inDrawingOrder({ nodes, paths: ordered })) layout.setNode(key, { width: NODE_WIDTH, height: heightOf(key) })
  for (const path of ordered) layout.setEdge(path.source, path.target, {}, `${path.outlet}/${path.index ?? 0}`)
  dagre.layout(layout, { disableOptimalOrderHeuristic: true })
  const positions = new Map<string, Point>()
  for (const { key } of nodes) {
    const { x, y, height } = layout.node(key)
    positions.set(key, onGrid({ x: x - NODE_WIDTH / 2, y: y - height / 2 }))
  }
  return positions
}

/** dagre keeps the order in which it met the nodes where it has no reason not to: depth first, by outlet. */
function inDrawingOrder({ nodes, paths }: Graph): string[] {
  const arrived = new Set(paths.map((path) => path.target))
  const met = new Set<string>()
  const walk = (key: string) => {
    if (met.has(key)) return
    met.add(key)
    for (const path of paths) if (path.source === key) walk(path.target)
  }
  for (const { key } of nodes) if (!arrived.has(key)) walk(key)
  for (const { key } of nodes) walk(key)
  return [...met]
}
