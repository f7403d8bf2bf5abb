import type { Condition, PropertyCondition } from '#domain/condition/document.ts'
import { globMatches } from '#domain/condition/glob.ts'
import { leavesOf, propertyGroupOf } from '#domain/condition/groups.ts'
import type { Queryable } from '#server/db/pg.ts'
import { attributeTexts, propertyTexts } from '#server/sql/previewMembers.ts'
import { placeOf } from './sql.ts'

type Place = { attribute: string } | { event: string; property: string }
const PAGE = 10_000

/**
 * `matches` in memory, for the different values beyond ASCII that there are: in these PostgreSQL and JavaScript differ about case
 * and about what one character is. Answers, by `placeOf`, those that fit.
 */
export async function fittingTexts(db: Queryable, workspaceId: number, condition: Condition): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  for (const { place, pattern } of patternsOf(condition)) {
    const key = placeOf(place, pattern)
    if (found.has(key)) continue
    const fitting: string[] = []
    for (let after: string | null = ''; after !== null; ) {
      const texts: string[] = await textsAfter(db, workspaceId, place, after)
      fitting.push(...texts.filter((text) => globMatches(pattern, text)))
      after = texts.length === PAGE ? (texts.at(-1) ?? null) : null
    }
    found.set(key, fitting)
  }
  return found
}

async function textsAfter(db: Queryable, workspaceId: number, place: Place, after: string): Promise<string[]> {
  const { rows } =
    'attribute' in place
      ? await db.query<{ text: string }>({ ...attributeTexts, values: [workspaceId, place.attribute, after] })
      : await db.query<{ text: string }>({ ...propertyTexts, values: [workspaceId, place.event, place.property, after] })
  return rows.map(({ text }) => text)
}

function patternsOf(condition: Condition): { place: Place; pattern: string }[] {
  return leavesOf(condition).flatMap((leaf) => {
    if ('event' in leaf) return leaf.where ? patternsIn(leaf.where, leaf.event) : []
    if (!('attribute' in leaf) || leaf.operator !== 'matches' || typeof leaf.value !== 'string') return []
    return [{ place: { attribute: leaf.attribute }, pattern: leaf.value }]
  })
}

function patternsIn(where: PropertyCondition, event: string): { place: Place; pattern: string }[] {
  const group = propertyGroupOf(where)
  if (group) return group.parts.flatMap((part) => patternsIn(part, event))
  if (!('property' in where) || where.operator !== 'matches' || typeof where.value !== 'string') return []
  return [{ place: { event, property: where.property }, pattern: where.value }]
}
