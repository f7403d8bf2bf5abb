import * as z from 'zod'
import { journeyProblems } from './action.journey.ts'
import type { NodeDefinition } from './definition.ts'
import { startsByEntry } from './entryTrigger.ts'

const settings = z.strictObject({
  /** Ids of journeys that may start this one; without them, any may. */
  journeys: z
    .array(z.string().regex(/^[1-9]\d{0,8}$/))
    .max(100)
    .optional(),
})

/** Starts for members that another journey sends here by its node `action.journey`. */
export const triggerJourney: NodeDefinition<typeof settings> = {
  kind: 'trigger.journey',
  settings,
  blank: {},
  outlets: () => ['next'],
  waits: false,
  summary: ({ journeys }) => {
    const count = Array.isArray(journeys) ? journeys.length : 0
    return count === 0 ? { key: 'nodes.trigger.journey.summaryAny' } : { key: 'nodes.trigger.journey.summary', values: { count } }
  },
  problems: ({ journeys }, context) =>
    Array.isArray(journeys) ? journeys.flatMap((id, at) => journeyProblems(id, `/journeys/${at}`, context)) : [],
  reads: () => [],
  trigger: {
    ...startsByEntry,
    matches: ({ settings: { journeys = [] }, event }) => {
      const from = event.properties.fromJourneyId
      return { known: true, value: journeys.length === 0 || (typeof from === 'string' && journeys.includes(from)), saw: [] }
    },
  },
  decide: () => ({ does: 'follow', outlet: 'next' }),
}
