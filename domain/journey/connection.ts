import { categoryOf } from '#domain/nodes/kinds.ts'
import { definitionOf } from '#domain/nodes/registry.ts'
import type { Graph } from './document.ts'
import type { Ends } from './edit.ts'

export type ConnectRefusal = 'unknown' | 'into_trigger' | 'onto_itself'

/** Whether two nodes may be connected; null when they may. A node may lead to itself only through a wait. */
export function refuseConnection({ nodes }: Graph, { source, outlet, target }: Ends): ConnectRefusal | null {
  const from = nodes.find(({ key }) => key === source)
  const to = nodes.find(({ key }) => key === target)
  if (!from || !to || !definitionOf(from.kind).outlets(from.settings).includes(outlet)) return 'unknown'
  if (categoryOf(to.kind) === 'trigger') return 'into_trigger'
  return source === target && !definitionOf(from.kind).waits ? 'onto_itself' : null
}
