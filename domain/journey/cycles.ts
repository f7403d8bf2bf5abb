import { definitionOf } from '#domain/nodes/registry.ts'
import type { Graph } from './document.ts'

/**
 * The groups of nodes that a member could go round in without ever coming to rest, each in document order: the strongly
 * connected components of the graph without the outlets of its waits (Tarjan 1972, here iterative, since a draft may be 500 nodes long).
 */
export function cyclesWithoutWait({ nodes, paths }: Graph): string[][] {
  const byKey = new Map(nodes.map((node) => [node.key, node]))
  const targets = new Map<string, string[]>()
  for (const { source, outlet, target } of paths) {
    const from = byKey.get(source)
    if (from && byKey.has(target) && !rests(from, outlet)) targets.set(source, [...(targets.get(source) ?? []), target])
  }
  const order = new Map(nodes.map(({ key }, index) => [key, index]))
  const place = (key: string) => order.get(key) ?? 0
  return componentsOf([...byKey.keys()], targets)
    .filter((keys) => keys.length > 1 || targets.get(keys[0] ?? '')?.includes(keys[0] ?? ''))
    .map((keys) => keys.sort((a, b) => place(a) - place(b)))
    .sort((a, b) => place(a[0] ?? '') - place(b[0] ?? ''))
}

/** Whether who leaves by this outlet has rested here. */
function rests({ kind, settings }: Graph['nodes'][number], outlet: string): boolean {
  const { waits, atOnce } = definitionOf(kind)
  return waits && !atOnce?.(settings).includes(outlet)
}

type Frame = { key: string; next: number }

function componentsOf(keys: readonly string[], targets: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const onStack = new Set<string>()
  const found: string[][] = []

  const open = (key: string): Frame => {
    index.set(key, index.size)
    low.set(key, index.size - 1)
    stack.push(key)
    onStack.add(key)
    return { key, next: 0 }
  }
  const lower = (key: string, to: number | undefined) => low.set(key, Math.min(low.get(key) ?? 0, to ?? 0))
  const close = (key: string) => {
    if (low.get(key) !== index.get(key)) return
    const component = stack.splice(stack.lastIndexOf(key))
    for (const one of component) onStack.delete(one)
    found.push(component)
  }

  for (const root of keys) {
    if (index.has(root)) continue
    const frames = [open(root)]
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const target = targets.get(frame.key)?.[frame.next++]
      if (target === undefined) {
        frames.pop()
        close(frame.key)
        const parent = frames.at(-1)
        if (parent) lower(parent.key, low.get(frame.key))
      } else if (!index.has(target)) frames.push(open(target))
      else if (onStack.has(target)) lower(frame.key, index.get(target))
    }
  }
  return found
}
