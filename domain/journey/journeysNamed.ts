import type { Graph } from './document.ts'

/** Ids of other journeys that a graph names, each once. */
export function journeysNamed({ nodes }: Pick<Graph, 'nodes'>): string[] {
  const named = nodes.flatMap(({ kind, settings }) => {
    if (kind === 'action.journey') return [settings.journey]
    if (kind === 'trigger.journey' && Array.isArray(settings.journeys)) return settings.journeys
    return []
  })
  return [...new Set(named.flatMap((id) => (typeof id === 'string' && /^[1-9]\d{0,8}$/.test(id) ? [id] : [])))]
}
