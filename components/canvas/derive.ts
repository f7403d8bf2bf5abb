import { type Edge, type Node, Position } from 'reactflow'
import type { DraftNode, JourneyDocument, Path } from '#domain/journey/document.ts'
import type { Problem } from '#domain/journey/problem.ts'
import { categoryOf } from '#domain/nodes/kinds.ts'
import { definitionOf } from '#domain/nodes/registry.ts'
import type { NodeCounts, Report } from '#domain/report/shape.ts'
import { DOT_REACH, flowWidth, heightOf, NODE_WIDTH, outletX, PILL_REACH, type Point, type Strip, sideBySide } from './geometry.ts'

/** What React Flow draws, derived from the document: it never holds a truth of its own. */

export type OutletView = { name: string; x: number; pill: boolean; count: number | null }
export type CardData = {
  node: DraftNode
  outlets: readonly OutletView[]
  strip: Strip
  problems: readonly Problem[]
  /** First line of the message's preview. */
  peek: { title: string; line: string } | null
  live: LiveCounts | null
  /** Where one member's way is shown: when it last came here, null where it did not. */
  walked: { at: string | null } | null
  reachable: boolean
}
export type LiveCounts = { counts: NodeCounts; show: LiveShow; entered: number }
export type LiveShow = { here: boolean; counts: boolean; widths: boolean; messages: boolean; share: boolean }
export type CardNode = Node<CardData, 'card'>
export type LineData = {
  path: Path
  pill: boolean
  flow: number | null
  shift: number
  sourceName: string
  targetName: string
  editable: boolean
}
export type LineEdge = Edge<LineData, 'line'>

export const pathId = ({ source, outlet, target }: Pick<Path, 'source' | 'outlet' | 'target'>) => `${source}/${outlet}/${target}`

export type Scene = {
  document: Pick<JourneyDocument, 'nodes' | 'paths'>
  problems: ReadonlyMap<string, readonly Problem[]>
  peeks: ReadonlyMap<string, { title: string; line: string }>
  report: Report | null
  show: LiveShow | null
  /** One member's way: the nodes it came to, and when last (ISO). */
  way?: ReadonlyMap<string, string>
}

/** The outlets of a node with where they hang. */
export function outletsOf(node: DraftNode, counts?: NodeCounts): OutletView[] {
  const names = definitionOf(node.kind).outlets(node.settings)
  const single = names.length === 1 && names[0] === 'next'
  return names.map((name, index) => ({
    name,
    x: outletX(index, names.length),
    pill: !single,
    count: counts ? (counts.left[name] ?? 0) : null,
  }))
}

/** Edit and Live keep one geometry: a message's preview, its funnel and what is wrong with it take the same strip. */
export function stripOf(node: DraftNode, scene: Pick<Scene, 'problems' | 'report'>): Strip {
  if (definitionOf(node.kind).channel) return 'message'
  return scene.report === null && scene.problems.get(node.key)?.some((problem) => problem.severity === 'problem') ? 'fix' : 'none'
}

export function cardsOf(scene: Scene, before: ReadonlyMap<string, CardNode>): CardNode[] {
  const entered = scene.report?.journey.triggered ?? 0
  const arrived = new Set(scene.document.paths.map((path) => path.target))
  return scene.document.nodes.map((node) => {
    const counts = scene.report?.nodes[node.key] ?? (scene.report ? { entered: 0, waiting: 0, left: {} } : undefined)
    const data: CardData = {
      node,
      outlets: outletsOf(node, scene.show?.counts ? counts : undefined),
      strip: stripOf(node, scene),
      problems: scene.report ? [] : (scene.problems.get(node.key) ?? []),
      peek: scene.peeks.get(node.key) ?? null,
      live: counts && scene.show ? { counts, show: scene.show, entered } : null,
      walked: scene.way ? { at: scene.way.get(node.key) ?? null } : null,
      reachable: arrived.has(node.key),
    }
    return card(node, data, before.get(node.key))
  })
}

/** The same object as before while nothing of it has changed, so that only what changed is drawn again. */
function card(node: DraftNode, data: CardData, before: CardNode | undefined): CardNode {
  const height = heightOf(data.strip)
  if (before && before.position === node.position && same(before.data, data)) return before
  return {
    id: node.key,
    type: 'card',
    position: node.position,
    width: NODE_WIDTH,
    height,
    measured: { width: NODE_WIDTH, height },
    data: before && same(before.data, data) ? before.data : data,
    handles: [
      ...(categoryOf(node.kind) === 'trigger'
        ? []
        : [{ id: 'in', type: 'target' as const, position: Position.Top, x: NODE_WIDTH / 2 - 6, y: 0, width: 12, height: 1 }]),
      ...data.outlets.map((outlet) => {
        const reach = outlet.pill ? PILL_REACH : DOT_REACH
        return {
          id: outlet.name,
          type: 'source' as const,
          position: Position.Bottom,
          x: outlet.x - 4,
          y: height + reach - 8,
          width: 8,
          height: 8,
        }
      }),
    ],
  }
}

const same = ({ node: a, ...restA }: CardData, { node: b, ...restB }: CardData): boolean =>
  a === b && JSON.stringify(restA) === JSON.stringify(restB)

export function linesOf(scene: Scene, names: (key: string) => string, editable: boolean): LineEdge[] {
  const entered = scene.report?.journey.triggered ?? 0
  const byKey = new Map(scene.document.nodes.map((node) => [node.key, node]))
  const width = (path: Path) => (scene.report ? flowWidth(scene.report.nodes[path.source]?.left[path.outlet] ?? 0, entered) : 0)
  const shifts = scene.report && scene.show?.widths ? mergeShifts(scene.document.paths, byKey, width) : new Map<string, number>()
  return scene.document.paths.flatMap((path) => {
    const source = byKey.get(path.source)
    if (!source || !byKey.has(path.target)) return []
    const outlet = outletsOf(source).find((one) => one.name === path.outlet)
    if (!outlet) return []
    const id = pathId(path)
    return {
      id,
      type: 'line' as const,
      source: path.source,
      sourceHandle: path.outlet,
      target: path.target,
      targetHandle: 'in',
      data: {
        path,
        pill: outlet.pill,
        flow: scene.report ? (scene.show?.widths ? width(path) : 0) : null,
        shift: shifts.get(id) ?? 0,
        sourceName: names(path.source),
        targetName: names(path.target),
        editable,
      },
    }
  })
}

function mergeShifts(paths: readonly Path[], byKey: ReadonlyMap<string, DraftNode>, width: (path: Path) => number): Map<string, number> {
  const into = new Map<string, Path[]>()
  for (const path of paths) into.set(path.target, [...(into.get(path.target) ?? []), path])
  const from = (path: Path): Point['x'] => byKey.get(path.source)?.position.x ?? 0
  return new Map(
    [...into.values()].flatMap((group) => [
      ...sideBySide(group.map((path) => ({ id: pathId(path), from: from(path), width: width(path) }))),
    ]),
  )
}
