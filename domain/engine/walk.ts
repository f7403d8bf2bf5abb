import * as z from 'zod'
import type { Saw } from '#domain/condition/evaluation.ts'
import type { Visit } from './types.ts'

/**
 * How engine.walk keeps visits: what is usual is left out. `saw` is a document of its own (position in `visits` -> what
 * was compared), so that it can be erased.
 */
const storedVisit = z.object({
  number: z.number().int(),
  node: z.string(),
  outlet: z.string().optional(),
  /** True where the line ends a rest: the node was arrived at in an earlier walk. */
  left: z.literal(true).optional(),
  outcome: z.enum(['skip', 'error']).optional(),
  reason: z.string().optional(),
})
export const storedVisitsSchema = z.array(storedVisit)
export const storedSawSchema = z.record(z.string(), z.array(z.custom<Saw>((one) => typeof one === 'object' && one !== null))).nullable()

/** The JSON texts of the columns `visits` and `saw`. */
export function storeWalk(walk: readonly Visit[]): { visits: string; saw: string | null } {
  let saw: Record<string, Saw[]> | null = null
  const visits: z.input<typeof storedVisit>[] = []
  for (let i = 0; i < walk.length; i++) {
    const visit = walk[i]
    if (!visit) continue
    if (visit.saw?.length) (saw ??= {})[i] = visit.saw
    visits.push(stored(visit))
  }
  return { visits: JSON.stringify(visits), saw: saw && JSON.stringify(saw) }
}

function stored({ number, nodeKey: node, outlet, arrived, outcome, reason }: Visit): z.input<typeof storedVisit> {
  const kept: z.input<typeof storedVisit> = { number, node }
  if (outlet !== null) kept.outlet = outlet
  if (!arrived) kept.left = true
  if (outcome !== 'success') kept.outcome = outcome
  if (reason !== undefined) kept.reason = reason
  return kept
}

/** The visits of a row of engine.walk, from its two JSON columns. */
export function readWalk(visits: unknown, saw: unknown): Visit[] {
  const sawBy = storedSawSchema.parse(saw ?? null) ?? {}
  return storedVisitsSchema.parse(visits).map((line, i) => ({
    number: line.number,
    nodeKey: line.node,
    outlet: line.outlet ?? null,
    arrived: line.left !== true,
    outcome: line.outcome ?? 'success',
    ...(line.reason !== undefined && { reason: line.reason }),
    ...(sawBy[i] && { saw: sawBy[i] }),
  }))
}
