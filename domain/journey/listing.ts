import type { Channel } from '#domain/message/channel.ts'
import { categoryOf } from '#domain/nodes/kinds.ts'
import { definitionOf } from '#domain/nodes/registry.ts'
import type { Text } from '#domain/text.ts'
import type { Graph } from './document.ts'

/** What starts a journey, for its line in the list: the sentence of its first trigger, null without one. */
export function triggerSummary({ nodes }: Pick<Graph, 'nodes'>): Text | null {
  const trigger = nodes.find(({ kind }) => categoryOf(kind) === 'trigger')
  return trigger ? definitionOf(trigger.kind).summary(trigger.settings) : null
}

/** The channels a journey sends on, each once, in document order. */
export function channelsOf({ nodes }: Pick<Graph, 'nodes'>): Channel[] {
  return [...new Set(nodes.flatMap(({ kind }) => definitionOf(kind).channel ?? []))]
}
