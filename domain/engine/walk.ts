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
    parts.push(i === 0 ? '[{"number":' : ',{"number":', String(visit.number), usualEnd(visit) ?? endOf(visit))
  }
  parts.push(']')
  return { visits: parts.join(''), saw: saw === '' ? null : `{${saw}}` }
}

/** What follows the number of a visit. */
function endOf({ nodeKey, outlet, arrived, outcome, reason }: Visit): string {
  let text = `,"node":${JSON.stringify(nodeKey)}`
  if (outlet !== null) text += `,"outlet":${JSON.stringify(outlet)}`
  if (!arrived) text += ',"left":true'
  if (outcome !== 'success') text += `,"outcome":"${outcome}"`
  if (reason !== undefined) text += `,"reason":${JSON.stringify(reason)}`
  return `${text}}`
}

/** Of most visits it is one of the same few, by node and outlet. */
const usualEnds = new Map<string, Map<string | null, string>>()
const NODES_MAX = 10_000
function usualEnd(visit: Visit): string | undefined {
  const { nodeKey, outlet, arrived, outcome, reason } = visit
  if (!arrived || outcome !== 'success' || reason !== undefined) return undefined
  const known = usualEnds.get(nodeKey)?.get(outlet)
  if (known !== undefined) return known
  if (usualEnds.size >= NODES_MAX) usualEnds.clear()
  const ends = usualEnds.get(nodeKey) ?? new Map<string | null, string>()
  const made = endOf(visit)
  usualEnds.set(nodeKey, ends.set(outlet, made))
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
