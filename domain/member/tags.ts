import type { Json } from '#domain/engine/types.ts'

/** The attribute that holds a member's tags, a list of texts: a condition asks for one with `contains`. */
export const TAGS = 'tags'
export type TagChange = { add: readonly string[]; remove: readonly string[] }

/** The tags after a change. What came from outside as one text, or as something else, is kept. */
export function tagsAfter(tags: Json | undefined, { add, remove }: TagChange): Json[] {
  const kept = listOf(tags).filter((tag) => typeof tag !== 'string' || !remove.includes(tag))
  return [...kept, ...add.filter((tag, at) => !kept.includes(tag) && add.indexOf(tag) === at)]
}

export const listOf = (value: Json | undefined): Json[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
