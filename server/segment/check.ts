import { type Condition, conditionSchema } from '#domain/condition/document.ts'
import { readsOf } from '#domain/condition/reads.ts'
import { conditionProblems } from '#domain/nodes/checkCondition.ts'
import { circleOf, heightOf } from '#domain/segment/nesting.ts'
import type { Ctx } from '#server/context.ts'
import type { Queryable } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'
import { described } from '#server/journey/problems.ts'
import { readConditions } from '#server/sql/segments.ts'
import { storable } from '#server/sql/storable.ts'

/** Segments that name segments that name segments: a change must reach the last within one tick. */
const HEIGHT_MAX = 8

/** Refuses (422) a condition that could not be asked of a member: unfinished, or with text that cannot be stored. */
export function checkAsked(condition: Condition): void {
  if (!isStorable(condition))
    throw new AppError(
      'unprocessable',
      'condition_text',
      'The condition holds a character that cannot be stored (NUL or half of a pair). Remove it.',
    )
  const isEveryone = 'all' in condition && condition.all.length === 0
  const problems = isEveryone ? [] : conditionProblems(condition, '/condition', { templateKeys: new Set() })
  const errors = problems
    .filter(({ severity }) => severity === 'problem')
    .map((problem) => {
      const { pointer, detail } = described({ ...problem, nodeKey: null })
      return { pointer: pointer ?? '/condition', detail }
    })
  if (errors.length > 0) throw new AppError('unprocessable', 'condition', errors[0]?.detail ?? '', { errors })
}

/**
 * Refuses (422) a condition that the segment `key` could not have: besides the above, one that names a segment that is not there,
 * or that would go round in a circle.
 */
export async function checkCondition(db: Queryable, ctx: Ctx, key: string, condition: Condition): Promise<void> {
  checkAsked(condition)
  const refuse = (code: string, detail: string) => {
    throw new AppError('unprocessable', code, detail, { errors: [{ pointer: '/condition', detail }] })
  }
  const stored = await readConditions(db, ctx.workspaceId)
  const named = new Map(stored.map((one) => [one.key, readsOf(conditionSchema.parse(one.condition)).segments]))
  named.set(key, readsOf(condition).segments)
  const missing = readsOf(condition).segments.find((one) => !named.has(one))
  if (missing !== undefined) refuse('segment_unknown', `There is no segment ${missing}. Create it first, or name another.`)
  const circle = circleOf(key, named)
  if (circle)
    refuse('segment_circle', `These segments would depend on each other in a circle: ${circle.join(' → ')}. Take one of them out.`)
  for (const one of named.keys())
    if (heightOf(one, named) > HEIGHT_MAX)
      refuse(
        'segment_too_deep',
        `Segments may name each other ${HEIGHT_MAX} levels deep at most, and ${one} would be deeper. Put the conditions into one segment.`,
      )
}

function isStorable(condition: Condition): boolean {
  let isFine = true
  JSON.stringify(condition, (name, value) => {
    if (storable(name) !== name || (typeof value === 'string' && storable(value) !== value)) isFine = false
    return value
  })
  return isFine
}
