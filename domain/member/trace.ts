import type { Visit } from '#domain/engine/types.ts'
import type { JourneyDocument } from '#domain/journey/document.ts'
import { definitionOf } from '#domain/nodes/registry.ts'
import type { VisitResource } from './resource.ts'

/** The visits one tick made, and when (ISO). */
export type WalkRow = { at: string; visits: readonly Visit[] }
type Message = NonNullable<VisitResource['message']>

/**
 * One passage, arrival by arrival, from the walks it was kept in (in order), named as its version names the nodes. A line
 * that ends a rest belongs to the visit it ends. `overAt`: when the passage ended, null while it is open.
 */
export function traceOf(
  walks: readonly WalkRow[],
  document: Pick<JourneyDocument, 'nodes'>,
  messages: ReadonlyMap<number, Message>,
  overAt: string | null,
): VisitResource[] {
  const nodes = new Map(document.nodes.map((node) => [node.key, node]))
  const visits = new Map<number, VisitResource>()
  for (const { at, visits: lines } of walks)
    for (const line of lines) {
      const known = visits.get(line.number)
      const node = nodes.get(line.nodeKey)
      visits.set(line.number, known ? left(known, line, at, node) : arrived(line, at, node, messages.get(line.number) ?? null))
    }
  const trace = [...visits.values()].sort((a, b) => a.number - b.number)
  const last = trace.at(-1)
  if (last && overAt !== null) last.leftAt ??= overAt
  return trace
}

type Node = JourneyDocument['nodes'][number] | undefined

function nameOf(node: Node, outlet: string | null): string | null {
  const names = (node && definitionOf(node.kind).outletNames?.(node.settings)) ?? {}
  return outlet !== null && Object.hasOwn(names, outlet) ? (names[outlet] ?? null) : null
}

function arrived(line: Visit, at: string, node: Node, message: Message | null): VisitResource {
  return {
    number: line.number,
    nodeKey: line.nodeKey,
    name: node?.name ?? '',
    kind: node?.kind ?? '',
    summary: node ? definitionOf(node.kind).summary(node.settings) : { key: 'members.trace.unknownNode', values: { key: line.nodeKey } },
    arrivedAt: at,
    leftAt: line.outlet === null && line.arrived ? null : at,
    outlet: line.outlet,
    outletName: nameOf(node, line.outlet),
    outcome: line.outcome,
    reason: line.reason ?? null,
    saw: line.saw ?? [],
    message,
  }
}

const left = (visit: VisitResource, line: Visit, at: string, node: Node): VisitResource => ({
  ...visit,
  leftAt: at,
  outlet: line.outlet ?? visit.outlet,
  outletName: nameOf(node, line.outlet) ?? visit.outletName,
  outcome: line.outcome,
  reason: line.reason ?? visit.reason,
  saw: [...visit.saw, ...(line.saw ?? [])],
})
