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

/** The JSON texts of the columns `visits` and `saw`. Written by hand, and joined once: every line of every walk passes here. */
export function storeWalk(walk: readonly Visit[]): { visits: string; saw: string | null } {
  const parts: string[] = []
  let saw = ''
  for (let i = 0; i < walk.length; i++) {
    const visit = walk[i]
    if (!visit) continue
    if (visit.saw?.length) saw += `${saw && ','}"${i}":${JSON.stringify(visit.saw)}`
    storeVisit(visit, i === 0 ? '[{"number":' : ',{"number":', parts)
  }
  parts.push(']')
  return { visits: parts.join(''), saw: saw === '' ? null : `{${saw}}` }
}

function storeVisit({ number, nodeKey, outlet, arrived, outcome, reason }: Visit, head: string, into: string[]): void {
  into.push(head, String(number), ',"node":', quoted(nodeKey))
  if (outlet !== null) into.push(',"outlet":', quoted(outlet))
  if (!arrived) into.push(',"left":true')
  if (outcome !== 'success') into.push(`,"outcome":"${outcome}"`)
  if (reason !== undefined) into.push(',"reason":', quoted(reason))
  into.push('}')
}

/** The same few keys are written for everybody. */
const quoteds = new Map<string, string>()
const QUOTEDS_MAX = 10_000
function quoted(text: string): string {
  const known = quoteds.get(text)
  if (known !== undefined) return known
  if (quoteds.size >= QUOTEDS_MAX) quoteds.clear()
  const made = JSON.stringify(text)
  quoteds.set(text, made)
  return made
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
