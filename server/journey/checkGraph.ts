import type { Graph, Path } from '#domain/journey/document.ts'
import { AppError, type FieldError } from '#server/errors.ts'

/**
 * What even a draft must be: keys unique, paths between nodes that are there, one path per outlet and index. Returns the
 * graph with every index filled in, in the order of the document. Refuses with 400, every fault by its pointer.
 */
export function checkGraph({ nodes, paths }: Graph): Graph {
  const errors: FieldError[] = []
  const keys = new Set<string>()
  nodes.forEach(({ key }, at) => {
    if (keys.has(key)) errors.push({ pointer: `/nodes/${at}/key`, detail: `The key "${key}" is used twice. Give every node its own.` })
    keys.add(key)
  })
  paths.forEach(({ source, target }, at) => {
    if (!keys.has(source)) errors.push({ pointer: `/paths/${at}/source`, detail: `There is no node "${source}".` })
    if (!keys.has(target)) errors.push({ pointer: `/paths/${at}/target`, detail: `There is no node "${target}".` })
  })
  const indexed = fillIndexes(paths)
  const taken = new Set<string>()
  indexed.forEach(({ source, outlet, index }, at) => {
    const place = JSON.stringify([source, outlet, index])
    if (taken.has(place))
      errors.push({ pointer: `/paths/${at}/index`, detail: `Two paths leave "${source}" by "${outlet}" with index ${index}.` })
    taken.add(place)
  })
  const first = errors[0]
  if (first) throw new AppError('invalid', 'graph', `The graph does not hold together. ${first.detail}`, { errors })
  return { nodes, paths: indexed }
}

/** A path without an index comes after those of its outlet that are before it in the document. */
function fillIndexes(paths: readonly Path[]): Required<Path>[] {
  const next = new Map<string, number>()
  return paths.map((path) => {
    const outlet = JSON.stringify([path.source, path.outlet])
    const index = path.index ?? next.get(outlet) ?? 0
    next.set(outlet, Math.max(next.get(outlet) ?? 0, index + 1))
    return { ...path, index }
  })
}
