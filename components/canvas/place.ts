import type { DraftNode, Graph, Path } from '#domain/journey/document.ts'
import { NODE_HEIGHT, NODE_WIDTH, onGrid, outletX, PILL_REACH, type Point } from './geometry.ts'

/** Where new cards go, so that they neither cover others nor need to be dragged. */

const BELOW = 32
const BRANCH_GAP = 28

type Measure = { heightOf: (key: string) => number; outletsOf: (key: string) => readonly string[] }

/** The outlet of a node that leads nowhere yet, in drawing order; null when all do. */
export function freeOutlet({ paths }: Pick<Graph, 'paths'>, key: string, outlets: readonly string[]): string | null {
  return outlets.find((outlet) => !paths.some((path) => path.source === key && path.outlet === outlet)) ?? null
}

/** Below a node, under the outlet it is led to by; further down or aside while something is there. */
export function placeAfter(graph: Graph, source: DraftNode, outlet: string, { heightOf, outletsOf }: Measure): Point {
  const outlets = outletsOf(source.key)
  const middle = source.position.x + NODE_WIDTH / 2
  const at = outlets.indexOf(outlet)
  const spread = (NODE_WIDTH + BRANCH_GAP) * (at - (outlets.length - 1) / 2)
  const reach = outlets.length > 1 ? PILL_REACH : 0
  return free(graph, heightOf, { x: middle + spread - NODE_WIDTH / 2, y: source.position.y + heightOf(source.key) + reach + BELOW })
}

/** At a point, or as near below it as there is room. */
export function free({ nodes }: Pick<Graph, 'nodes'>, heightOf: (key: string) => number, wished: Point): Point {
  let point = onGrid(wished)
  for (let tries = 0; tries < 50; tries += 1) {
    const under = point
    const inTheWay = nodes.find(
      ({ key, position }) =>
        Math.abs(position.x - under.x) < NODE_WIDTH + 8 &&
        under.y < position.y + heightOf(key) + 16 &&
        position.y < under.y + NODE_HEIGHT + 16,
    )
    if (!inTheWay) return point
    point = onGrid({ x: point.x, y: inTheWay.position.y + heightOf(inTheWay.key) + 32 })
  }
  return point
}

/** Below everything, or where a journey begins. */
export function placeAtEnd(graph: Graph, heightOf: (key: string) => number): Point {
  const lowest = graph.nodes.reduce<DraftNode | null>((low, node) => (low && low.position.y > node.position.y ? low : node), null)
  return lowest ? { x: lowest.position.x, y: lowest.position.y + heightOf(lowest.key) + BELOW + PILL_REACH } : { x: 0, y: 0 }
}

/** For a card of a height (its pills counted) put on a path: where it goes, and where those after it move to make room. */
export function makeRoom(
  graph: Graph,
  on: Path,
  height: number,
  { heightOf, outletsOf }: Measure,
): { at: Point; shift: Record<string, Point> } {
  const source = graph.nodes.find(({ key }) => key === on.source)
  const target = graph.nodes.find(({ key }) => key === on.target)
  if (!source || !target) return { at: placeAtEnd(graph, heightOf), shift: {} }
  const outlets = outletsOf(on.source)
  const bottom = source.position.y + heightOf(on.source) + (outlets.length > 1 ? PILL_REACH : 0)
  const at = onGrid({
    x:
      Math.abs(target.position.x - source.position.x) < NODE_WIDTH
        ? target.position.x
        : source.position.x + outletX(outlets.indexOf(on.outlet), outlets.length) - NODE_WIDTH / 2,
    y: bottom + BELOW,
  })
  const lack = at.y + height + BELOW - target.position.y
  if (lack <= 0 || target.position.y < source.position.y) return { at: { x: target.position.x, y: at.y }, shift: {} }
  const after = reachable(graph, on.target)
  const shift = Object.fromEntries(
    graph.nodes
      .filter(({ key, position }) => after.has(key) && key !== on.source && position.y >= target.position.y)
      .map(({ key, position }) => [key, onGrid({ x: position.x, y: position.y + lack })]),
  )
  return { at: { x: target.position.x, y: at.y }, shift }
}

function reachable({ paths }: Pick<Graph, 'paths'>, from: string): Set<string> {
  const met = new Set([from])
  for (const key of met) for (const path of paths) if (path.source === key) met.add(path.target)
  return met
}
