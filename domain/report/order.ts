import type { Graph } from '#domain/journey/document.ts'

/** Keys of a graph's nodes as a member meets them: from the triggers, level by level; then whatever no path leads to. */
export function walkOrder({ nodes, paths }: Graph): string[] {
  const seen = new Set(nodes.filter((node) => node.kind.startsWith('trigger.')).map((node) => node.key))
  for (const key of seen)
    for (const path of paths) if (path.source === key && nodes.some((node) => node.key === path.target)) seen.add(path.target)
  for (const node of nodes) seen.add(node.key)
  return [...seen]
}
