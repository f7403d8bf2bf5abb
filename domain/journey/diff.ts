import { canonical } from '#domain/condition/reads.ts'
import type { DraftNode, JourneyDocument, Path } from './document.ts'

export type NodeChange =
  | { change: 'added'; node: DraftNode }
  | { change: 'removed'; node: DraftNode }
  | { change: 'changed'; node: DraftNode; was: DraftNode; fields: ('kind' | 'name' | 'settings')[] }
export type PathChange = { change: 'added' | 'removed'; path: Path }
export type DocumentDiff = { nodes: NodeChange[]; paths: PathChange[]; count: number }

type Drawn = Pick<JourneyDocument, 'nodes' | 'paths'>

/**
 * What changed from one graph to another, by node key, in the order of the newer one and removed ones last. Where a node
 * stands on the canvas is no change. A path that leads elsewhere is one removed and one added; `count` counts it once.
 */
export function diff(before: Drawn, after: Drawn): DocumentDiff {
  const old = new Map(before.nodes.map((node) => [node.key, node]))
  const kept = new Set(after.nodes.map(({ key }) => key))
  const nodes: NodeChange[] = [
    ...after.nodes.flatMap((node) => changeOf(old.get(node.key), node)),
    ...before.nodes.filter(({ key }) => !kept.has(key)).map((node): NodeChange => ({ change: 'removed', node })),
  ]
  const paths: PathChange[] = [
    ...missingFrom(before.paths, after.paths).map((path): PathChange => ({ change: 'added', path })),
    ...missingFrom(after.paths, before.paths).map((path): PathChange => ({ change: 'removed', path })),
  ]
  return { nodes, paths, count: nodes.length + new Set(paths.map(({ path }) => leaving(path))).size }
}

function changeOf(was: DraftNode | undefined, node: DraftNode): NodeChange[] {
  if (!was) return [{ change: 'added', node }]
  const fields = (['kind', 'name', 'settings'] as const).filter((field) => canonical(was[field]) !== canonical(node[field]))
  return fields.length === 0 ? [] : [{ change: 'changed', node, was, fields }]
}

const leaving = ({ source, outlet }: Path) => JSON.stringify([source, outlet])
const idOf = ({ source, outlet, target }: Path) => JSON.stringify([source, outlet, target])

function missingFrom(some: readonly Path[], of: readonly Path[]): Path[] {
  const there = new Set(some.map(idOf))
  return of.filter((path) => !there.has(idOf(path)))
}
