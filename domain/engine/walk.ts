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
  let visits = ''
  let saw = ''
  for (let i = 0; i < walk.length; i++) {
    const visit = walk[i]
    if (!visit) continue
    if (visit.saw?.length) saw += `${saw && ','}"${i}":${JSON.stringify(visit.saw)}`
    visits += `${visits && ','}${storedText(visit)}`
  }
  return { visits: `[${visits}]`, saw: saw === '' ? null : `{${saw}}` }
}

/** One storedVisit, written by hand: an object for every line of every walk would only be made to be thrown away. */
function storedText({ number, nodeKey, outlet, arrived, outcome, reason }: Visit): string {
  let text = `{"number":${number},"node":${quoted(nodeKey)}`
  if (outlet !== null) text += `,"outlet":${quoted(outlet)}`
  if (!arrived) text += ',"left":true'
  if (outcome !== 'success') text += `,"outcome":"${outcome}"`
  if (reason !== undefined) text += `,"reason":${JSON.stringify(reason)}`
  return `${text}}`
}

/** Keys seldom hold what JSON escapes, and the same few are written for everybody. */
const quoted = (text: string): string => (PLAIN.test(text) ? `"${text}"` : JSON.stringify(text))
const PLAIN = /^[\w-]*$/

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
