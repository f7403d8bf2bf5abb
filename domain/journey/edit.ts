import { definitionOf } from '#domain/nodes/registry.ts'
import type { DraftNode, JourneyDocument, Path } from './document.ts'

export type Position = DraftNode['position']
/** A path by its two ends. */
export type Ends = Pick<Path, 'source' | 'outlet' | 'target'>

/**
 * Everything that can be done to a draft, as data. `restore` is what `invert` answers; it only fits the document that
 * the edit it undoes led to.
 */
export type Edit =
  | { do: 'addNode'; node: DraftNode; from?: Pick<Ends, 'source' | 'outlet'> }
  /** `shift`: where the nodes after it move to make room. */
  | { do: 'insertOnPath'; node: DraftNode; on: Ends; shift?: Record<string, Position> }
  | { do: 'moveNodes'; to: Record<string, Position> }
  | { do: 'tidy'; to: Record<string, Position> }
  | { do: 'removeNodes'; keys: string[]; heal?: boolean }
  | { do: 'setSettings'; key: string; settings: DraftNode['settings'] }
  | { do: 'renameNode'; key: string; name: string }
  | { do: 'connect'; path: Ends }
  | { do: 'disconnect'; path: Ends }
  | { do: 'paste'; nodes: DraftNode[]; paths: Path[] }
  | { do: 'setJourneyName'; name: string }
  | { do: 'setJourneySettings'; settings: JourneyDocument['settings'] }
  | { do: 'restore'; undoes: Edit; nodes: Splice<DraftNode>; paths: Splice<Path>; name?: string; settings?: JourneyDocument['settings'] }

/** Items to take out, by index, and then items to put in, at the index they end up at. Both ascending. */
export type Splice<Item> = { out: number[]; in: { index: number; item: Item }[] }

/**
 * The document after an edit. What an edit does not touch keeps its identity; one that fits nothing, or would
 * take a key that is taken, changes nothing.
 */
export function reduce(document: JourneyDocument, edit: Edit): JourneyDocument {
  switch (edit.do) {
    case 'addNode':
      return addNode(document, edit)
    case 'insertOnPath':
      return insertOnPath(document, edit)
    case 'moveNodes':
    case 'tidy':
      return mapNodes(document, (node) => move(node, own(edit.to, node.key)))
    case 'removeNodes':
      return edit.keys.reduce((rest, key) => removeNode(rest, key, edit.heal ?? false), document)
    case 'setSettings':
      return setSettings(document, edit.key, edit.settings)
    case 'renameNode':
      return mapNodes(document, (node) => (node.key === edit.key ? { ...node, name: edit.name } : node))
    case 'connect':
      return connect(document, edit.path)
    case 'disconnect':
      return withPaths(document, (path) => !sameEnds(path, edit.path))
    case 'paste':
      return edit.nodes.some(({ key }) => isTaken(document, key)) ? document : paste(document, edit)
    case 'setJourneyName':
      return { ...document, name: edit.name }
    case 'setJourneySettings':
      return { ...document, settings: edit.settings }
    case 'restore':
      return {
        name: edit.name ?? document.name,
        settings: edit.settings ?? document.settings,
        nodes: splice(document.nodes, edit.nodes),
        paths: splice(document.paths, edit.paths),
      }
  }
}

/** The edit that takes the document after `edit` back to this one, to the letter. */
export function invert(document: JourneyDocument, edit: Edit): Edit {
  const after = reduce(document, edit)
  return {
    do: 'restore',
    undoes: edit,
    nodes: spliceBetween(after.nodes, document.nodes),
    paths: spliceBetween(after.paths, document.paths),
    ...(after.name !== document.name && { name: document.name }),
    ...(after.settings !== document.settings && { settings: document.settings }),
  }
}

const own = <Value>(of: Record<string, Value>, key: string): Value | undefined => (Object.hasOwn(of, key) ? of[key] : undefined)
export const sameEnds = (a: Ends, b: Ends) => a.source === b.source && a.outlet === b.outlet && a.target === b.target

const isTaken = ({ nodes }: JourneyDocument, key: string) => nodes.some((node) => node.key === key)

const paste = (document: JourneyDocument, { nodes, paths }: Extract<Edit, { do: 'paste' }>): JourneyDocument => ({
  ...document,
  nodes: [...document.nodes, ...nodes],
  paths: [...document.paths, ...paths],
})

function addNode(document: JourneyDocument, { node, from }: Extract<Edit, { do: 'addNode' }>): JourneyDocument {
  if (isTaken(document, node.key)) return document
  const added = { ...document, nodes: [...document.nodes, node] }
  return from ? connect(added, { ...from, target: node.key }) : added
}

function insertOnPath(document: JourneyDocument, { node, on, shift }: Extract<Edit, { do: 'insertOnPath' }>): JourneyDocument {
  if (isTaken(document, node.key)) return document
  if (!document.paths.some((path) => sameEnds(path, on))) return addNode(document, { do: 'addNode', node })
  const [outlet] = definitionOf(node.kind).outlets(node.settings)
  const moved = shift ? mapNodes(document, (one) => move(one, own(shift, one.key))) : document
  const through = connect({ ...moved, nodes: [...moved.nodes, node] }, { source: on.source, outlet: on.outlet, target: node.key })
  return outlet === undefined ? through : connect(through, { source: node.key, outlet, target: on.target })
}

function mapNodes(document: JourneyDocument, change: (node: DraftNode) => DraftNode): JourneyDocument {
  const nodes = document.nodes.map(change)
  return nodes.every((node, index) => node === document.nodes[index]) ? document : { ...document, nodes }
}

const move = (node: DraftNode, to: Position | undefined): DraftNode =>
  to === undefined || (to.x === node.position.x && to.y === node.position.y) ? node : { ...node, position: { x: to.x, y: to.y } }

function withPaths(document: JourneyDocument, keep: (path: Path) => boolean): JourneyDocument {
  return document.paths.every(keep) ? document : { ...document, paths: document.paths.filter(keep) }
}

/** An outlet that the new settings no longer have takes its paths with it. */
function setSettings(document: JourneyDocument, key: string, settings: DraftNode['settings']): JourneyDocument {
  const before = document.nodes.find((node) => node.key === key)
  if (!before) return document
  const { outlets } = definitionOf(before.kind)
  const left = new Set(outlets(settings))
  const gone = new Set(outlets(before.settings).filter((outlet) => !left.has(outlet)))
  const changed = mapNodes(document, (node) => (node.key === key ? { ...node, settings } : node))
  return withPaths(changed, (path) => path.source !== key || !gone.has(path.outlet))
}

/** An outlet has one path: a new one takes the place of the old. */
function connect(document: JourneyDocument, { source, outlet, target }: Ends): JourneyDocument {
  const at = document.paths.findIndex((path) => path.source === source && path.outlet === outlet)
  const path = { source, outlet, target }
  return { ...document, paths: at < 0 ? [...document.paths, path] : document.paths.with(at, path) }
}

/** Removes a node and its paths. Healing, whoever led to it leads on to where its only path led. */
function removeNode(document: JourneyDocument, key: string, heal: boolean): JourneyDocument {
  const [only, ...more] = document.paths.filter(({ source }) => source === key)
  const onward = heal && only && more.length === 0 && only.target !== key ? only.target : null
  const nodes = document.nodes.filter((node) => node.key !== key)
  if (nodes.length === document.nodes.length) return document
  const paths = document.paths
    .filter(({ source, target }) => source !== key && (onward !== null || target !== key))
    .map((path) => (onward !== null && path.target === key ? { ...path, target: onward } : path))
  return { ...document, nodes, paths }
}

function splice<Item>(items: readonly Item[], { out, in: put }: Splice<Item>): Item[] {
  const gone = new Set(out)
  const rest = items.filter((_, index) => !gone.has(index))
  for (const { index, item } of put) rest.splice(index, 0, item)
  return rest
}

/** What leads from one list to another. Items that stay are told by identity and keep their order among themselves. */
function spliceBetween<Item>(from: readonly Item[], to: readonly Item[]): Splice<Item> {
  const [before, after] = [new Set(from), new Set(to)]
  return {
    out: from.flatMap((item, index) => (after.has(item) ? [] : [index])),
    in: to.flatMap((item, index) => (before.has(item) ? [] : [{ index, item }])),
  }
}
