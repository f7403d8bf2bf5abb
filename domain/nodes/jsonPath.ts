import type { Json } from '#domain/engine/types.ts'

/** `$`, `$.order.id`, `$.items[0].name`, `$["a name"]`: the part of JSONPath (RFC 9535) that names one place. */
const STEP = /\.([A-Za-z_][\w-]*)|\[(\d{1,6})\]|\["([^"]{1,200})"\]|\['([^']{1,200})'\]/y

/** The steps of a path, null where it is not one. */
export function stepsOf(path: string): (string | number)[] | null {
  if (!path.startsWith('$')) return null
  const steps: (string | number)[] = []
  STEP.lastIndex = 1
  for (let at = 1; at < path.length; at = STEP.lastIndex) {
    const found = STEP.exec(path)
    if (!found) return null
    const [, dotted, index, double, single] = found
    steps.push(index === undefined ? (dotted ?? double ?? single ?? '') : Number(index))
  }
  return steps
}

/** What is there, null when nothing is. */
export function valueAt(value: Json, path: string): Json {
  let here: Json | undefined = value
  for (const step of stepsOf(path) ?? []) {
    if (typeof here !== 'object' || here === null) return null
    here = Array.isArray(here) ? here[Number(step)] : Object.hasOwn(here, step) ? here[String(step)] : undefined
  }
  return here ?? null
}
