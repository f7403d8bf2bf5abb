import { canonical } from '#domain/condition/reads.ts'
import { awaitsOf } from '#domain/engine/awaited.ts'
import type { Plan, PlanNode } from '#domain/engine/types.ts'
import { categoryOf } from '#domain/nodes/kinds.ts'
import { definitionOf } from '#domain/nodes/registry.ts'
import type { Graph } from './document.ts'

/**
 * Compiles a published graph for walking: every node's settings parsed strictly, targets resolved. Where an outlet has
 * several paths the first by index counts.
 *
 * @throws ZodError when a node's settings are not strict; publishing has refused those.
 */
export function compilePlan(graph: Graph, ids: Pick<Plan, 'journeyId' | 'workspaceId' | 'versionId'>): Plan {
  const targets = targetsOf(graph)
  const goalsAhead = goalsAheadOf(graph, targets)
  const nodes = new Map<string, PlanNode>()
  const attributes = new Set<string>()
  const awaits = new Map<string, readonly string[]>()
  for (const { key, kind, settings: draft } of graph.nodes) {
    const definition = definitionOf(kind)
    const settings = definition.settings.parse(draft)
    nodes.set(key, { key, kind, settings, targets: targets.get(key) ?? new Map(), goals: goalsAhead.get(key) ?? [], awaits: [] })
    for (const name of definition.reads(settings)) attributes.add(name)
    if (definition.goal) awaits.set(key, awaitsOf(definition.goal.awaits(settings)))
  }
  for (const node of nodes.values())
    if (node.goals.length > 0) nodes.set(node.key, { ...node, awaits: [...new Set(node.goals.flatMap((key) => awaits.get(key) ?? []))] })
  const triggers = graph.nodes.filter(({ kind }) => categoryOf(kind) === 'trigger').map(({ key }) => key)
  return { ...ids, nodes, triggers, listeners: listenersOf(graph), attributes: [...attributes] }
}

/** Whether members of a graph can wait for anything but a timer: ticks look for subscriptions only where that is so. */
export const subscribes = ({ nodes }: Pick<Graph, 'nodes'>): boolean =>
  nodes.some(({ kind }) => definitionOf(kind).subscribes === true || definitionOf(kind).goal !== undefined)

/** The triggers on a date of the member, as text, equal where they start at the same instants. */
export const datesIn = ({ nodes }: Pick<Graph, 'nodes'>): string[] =>
  nodes.filter(({ kind }) => definitionOf(kind).trigger?.nextAt).map(({ kind, settings }) => canonical({ kind, settings }))

/** The goal nodes that can be reached from each node by its paths, nearest first (breadth-first). */
function goalsAheadOf({ nodes }: Graph, targets: Map<string, Map<string, string>>): Map<string, string[]> {
  const goals = new Set(nodes.filter(({ kind }) => definitionOf(kind).goal).map(({ key }) => key))
  if (goals.size === 0) return new Map()
  return new Map(nodes.map(({ key }) => [key, [...aheadOf(key, targets)].filter((one) => one !== key && goals.has(one))]))
}

function aheadOf(from: string, targets: Map<string, Map<string, string>>): Set<string> {
  const ahead = new Set([from])
  for (const key of ahead) for (const target of targets.get(key)?.values() ?? []) ahead.add(target)
  return ahead
}

function targetsOf({ paths }: Graph): Map<string, Map<string, string>> {
  const targets = new Map<string, Map<string, string>>()
  for (const { source, outlet, target } of [...paths].sort((a, b) => (a.index ?? 0) - (b.index ?? 0))) {
    const of = targets.get(source) ?? new Map<string, string>()
    if (!of.has(outlet)) of.set(outlet, target)
    targets.set(source, of)
  }
  return targets
}

/** Event name -> keys of the triggers that listen to it, in document order; switched-off triggers listen to nothing. */
export function listenersOf({ nodes }: Pick<Graph, 'nodes'>): Map<string, string[]> {
  const listeners = new Map<string, string[]>()
  for (const { key, kind, settings } of nodes) {
    const event = definitionOf(kind).trigger?.listensTo(settings)
    if (event) listeners.set(event, [...(listeners.get(event) ?? []), key])
  }
  return listeners
}
