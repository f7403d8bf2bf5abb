import * as z from 'zod'
import { nodeKeySchema } from '#domain/journey/document.ts'

export const passageStates = ['all', 'open', 'ENDED', 'CANCELED', 'ERROR'] as const
const schema = z.object({ status: z.enum(passageStates).catch('all'), node: nodeKeySchema.nullable().catch(null).default(null) })
/** What the list of a journey's passages shows, as its address says. */
export type PassageFilter = z.output<typeof schema>
export const PASSAGES_LIMIT = 100

export const readPassageFilter = (params: Record<string, unknown>): PassageFilter => schema.parse(params)

/** The same as the query of /journeys/{id}/progress. */
export function passageQuery({ status, node }: PassageFilter): { status?: string; node?: string } {
  const statuses = status === 'open' ? 'READY,RUNNING,WAITING' : status
  return { ...(status === 'all' ? {} : { status: statuses }), ...(node ? { node } : {}) }
}
