import type { EventLeaf } from '#domain/condition/document.ts'
import { leafKey } from '#domain/condition/reads.ts'
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
  const nodes = new Map<string, PlanNode>()
  const attributes = new Set<string>()
  const events = new Map<string, EventLeaf>()
  for (const { key, kind, settings: draft } of graph.nodes) {
    const definition = definitionOf(kind)
    const settings = definition.settings.parse(draft)
    nodes.set(key, { key, kind, settings, targets: targets.get(key) ?? new Map() })
    const reads = definition.reads(settings)
    for (const name of reads.attributes) attributes.add(name)
    for (const leaf of reads.events) events.set(leafKey(leaf), leaf)
  }
  const triggers = graph.nodes.filter(({ kind }) => categoryOf(kind) === 'trigger').map(({ key }) => key)
  return { ...ids, nodes, triggers, listeners: listenersOf(graph), reads: { attributes: [...attributes], events: [...events.values()] } }
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
