import * as z from 'zod'
import type { NodeDefinition } from './definition.ts'
import { textOf } from './phrase.ts'

const settings = z.strictObject({
  /** Shown in reports; without one, "exit". */
  reason: z.string().trim().max(200).optional(),
})

export const actionExit: NodeDefinition<typeof settings> = {
  kind: 'action.exit',
  settings,
  blank: {},
  outlets: () => [],
  waits: false,
  summary: (draft) => {
    const reason = textOf(draft.reason)
    return reason === '' ? { key: 'nodes.action.exit.summaryEmpty' } : { key: 'nodes.action.exit.summary', values: { reason } }
  },
  problems: () => [],
  reads: () => [],
  decide: ({ settings: { reason } }) => ({ does: 'exit', reason: reason || 'exit' }),
}
