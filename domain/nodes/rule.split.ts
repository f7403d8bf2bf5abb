import * as z from 'zod'
import { armAt, armProblems, armsSchema, freshAt, outletsOfArms, sharesOf, stickyAt } from './arms.ts'
import type { NodeDefinition } from './definition.ts'
import { entriesOf } from './values.ts'

const settings = z.strictObject({
  arms: armsSchema,
  /** A member always takes the same arm; else each visit is dealt anew. */
  sticky: z.boolean().default(true),
})

/** Deals members over arms by their weights. No dice: a hash decides, so that a replay lands on the same arm. */
export const ruleSplit: NodeDefinition<typeof settings> = {
  kind: 'rule.split',
  settings,
  blank: {
    arms: [
      { outlet: 'a', weight: 50 },
      { outlet: 'b', weight: 50 },
    ],
    sticky: true,
  },
  outlets: (draft) => outletsOfArms(Object.fromEntries(entriesOf(draft)).arms),
  waits: false,
  summary: ({ arms }) => {
    const shares = sharesOf(arms)
    return shares === '' ? { key: 'nodes.rule.split.summaryEmpty' } : { key: 'nodes.rule.split.summary', values: { shares } }
  },
  problems: ({ arms }) => armProblems(arms),
  reads: () => [],
  decide: (input) => ({
    does: 'follow',
    outlet: armAt(input.settings.arms, input.settings.sticky ? stickyAt(input) : freshAt(input)),
  }),
}
