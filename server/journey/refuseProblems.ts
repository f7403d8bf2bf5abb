import { problemsOf } from '#domain/journey/problems.ts'
import { AppError } from '#server/errors.ts'
import { documentOf } from './changeDraft.ts'
import type { JourneyRow } from './load.ts'
import { type checkContext, described } from './problems.ts'

/**
 * Refuses a draft with 422 and its problems while one stands.
 *
 * @param act what they keep it from, as in "from being published"
 */
export function refuseProblems(row: JourneyRow, context: Awaited<ReturnType<typeof checkContext>>, act: 'published' | 'simulated'): void {
  const problems = problemsOf(documentOf(row), { ...context, journeyId: String(row.id) })
    .filter(({ severity }) => severity === 'problem')
    .map(described)
  if (problems.length === 0) return
  const places = new Map(row.nodes.map(({ key }, at) => [key, `/nodes/${at}`]))
  const errors = problems.map(({ nodeKey, pointer, detail }) => {
    const node = nodeKey === null ? undefined : places.get(nodeKey)
    return { pointer: node === undefined ? '' : node + (pointer === undefined ? '' : `/settings${pointer}`), detail }
  })
  const several = problems.length === 1 ? 'One problem keeps' : `${problems.length} problems keep`
  throw new AppError('unprocessable', 'problems', `${several} this journey from being ${act}. ${problems[0]?.detail ?? ''}`, {
    errors,
    extra: { problems },
  })
}
