import type { NodeKind } from '#domain/nodes/kinds.ts'
import { definitionOf } from '#domain/nodes/registry.ts'
import { type DraftNode, draftNodeSchema, type Graph, type Path } from './document.ts'
import type { Position } from './edit.ts'

/** A fresh node of a kind. `suffix` makes its key unique, also among nodes that are gone: keys live on in reports. */
export function freshNode(kind: NodeKind, suffix: string, position: Position): DraftNode {
  return draftNodeSchema.parse({ key: keyFor(kind, suffix), kind, settings: definitionOf(kind).blank, position })
}

const keyFor = (kind: NodeKind, suffix: string) => `${kind.slice(kind.indexOf('.') + 1)}_${suffix}`

/** What is copied: the nodes and the paths among them. */
export type Clip = { nodes: DraftNode[]; paths: Path[] }

export function copy({ nodes, paths }: Graph, keys: readonly string[]): Clip {
  const chosen = new Set(keys)
  return {
    nodes: nodes.filter(({ key }) => chosen.has(key)),
    paths: paths.filter(({ source, target }) => chosen.has(source) && chosen.has(target)),
  }
}

/** The clip with new keys, moved by `by`. `suffixes` gives one suffix a node, in order. */
export function renew({ nodes, paths }: Clip, suffixes: readonly string[], by: Position): Clip {
  const keys = new Map(nodes.map(({ key, kind }, index) => [key, keyFor(kind, suffixes[index] ?? String(index))]))
  const renewed = (key: string) => keys.get(key) ?? key
  return {
    nodes: nodes.map((node) => ({ ...node, key: renewed(node.key), position: { x: node.position.x + by.x, y: node.position.y + by.y } })),
    paths: paths.map((path) => ({ ...path, source: renewed(path.source), target: renewed(path.target) })),
  }
}
