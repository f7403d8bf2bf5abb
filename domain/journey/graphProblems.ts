import { categoryOf } from '#domain/nodes/kinds.ts'
import { definitionOf } from '#domain/nodes/registry.ts'
import { cyclesWithoutWait } from './cycles.ts'
import type { DraftNode, Graph, Path } from './document.ts'
import type { Problem } from './problem.ts'

/** Problems of how a graph hangs together, whatever its nodes' settings. */
export function graphProblems(graph: Graph): Problem[] {
  const byKey = new Map(graph.nodes.map((node) => [node.key, node]))
  return [
    ...noTrigger(graph),
    ...duplicateKeys(graph),
    ...graph.paths.flatMap((path) => pathProblems(path, byKey)),
    ...doublePaths(graph),
    ...cyclesWithoutWait(graph).map(cycleProblem(byKey)),
    ...unreachable(graph, byKey),
    ...openOutlets(graph),
  ]
}

const problem = (nodeKey: string | null, code: string, values?: Problem['values']): Problem => ({
  code,
  severity: 'problem',
  nodeKey,
  ...(values && { values }),
})
const warning = (nodeKey: string, code: string, values?: Problem['values']): Problem => ({
  ...problem(nodeKey, code, values),
  severity: 'warning',
})

const isTrigger = (node: DraftNode) => categoryOf(node.kind) === 'trigger'
const nameOf = (node: DraftNode | undefined, key: string) => node?.name || key

function noTrigger({ nodes }: Graph): Problem[] {
  return nodes.some(isTrigger) ? [] : [problem(null, 'noTrigger')]
}

function duplicateKeys({ nodes }: Graph): Problem[] {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const { key } of nodes) (seen.has(key) ? twice : seen).add(key)
  return [...twice].map((key) => problem(key, 'duplicateKey', { key }))
}

function pathProblems({ source, outlet, target }: Path, byKey: ReadonlyMap<string, DraftNode>): Problem[] {
  const [from, to] = [byKey.get(source), byKey.get(target)]
  if (!from) return [problem(to ? target : null, 'pathFromNowhere', { source, target })]
  if (!to) return [problem(source, 'pathToNowhere', { source, target, outlet })]
  const found: Problem[] = []
  if (!definitionOf(from.kind).outlets(from.settings).includes(outlet)) found.push(problem(source, 'outletUnknown', { outlet }))
  if (isTrigger(to)) found.push(problem(target, 'pathIntoTrigger', { source: nameOf(from, source) }))
  return found
}

function doublePaths({ paths }: Graph): Problem[] {
  const seen = new Set<string>()
  const twice = new Map<string, Problem>()
  for (const { source, outlet } of paths) {
    const leaving = JSON.stringify([source, outlet])
    if (seen.has(leaving)) twice.set(leaving, problem(source, 'outletTwice', { outlet }))
    seen.add(leaving)
  }
  return [...twice.values()]
}

const cycleProblem = (byKey: ReadonlyMap<string, DraftNode>) => (keys: string[]) =>
  problem(keys[0] ?? null, 'cycleWithoutWait', { nodes: keys.map((key) => nameOf(byKey.get(key), key)).join(', ') })

function unreachable({ nodes, paths }: Graph, byKey: ReadonlyMap<string, DraftNode>): Problem[] {
  const targets = new Map<string, string[]>()
  for (const { source, target } of paths) targets.set(source, [...(targets.get(source) ?? []), target])
  const reached = new Set(nodes.filter(isTrigger).map(({ key }) => key))
  for (const key of reached) {
    for (const target of targets.get(key) ?? []) if (byKey.has(target)) reached.add(target)
  }
  return nodes.filter(({ key }) => !reached.has(key)).map(({ key }) => warning(key, 'unreachable'))
}

/** Without a path from `error` a failure is an ERROR that operators see: that is not open. */
function openOutlets({ nodes, paths }: Graph): Problem[] {
  const drawn = new Set(paths.map(({ source, outlet }) => JSON.stringify([source, outlet])))
  return nodes.flatMap(({ key, kind, settings }) =>
    definitionOf(kind)
      .outlets(settings)
      .filter((outlet) => outlet !== 'error' && !drawn.has(JSON.stringify([key, outlet])))
      .map((outlet) => warning(key, 'openOutlet', { outlet })),
  )
}
