import * as z from 'zod'
import type { NodeDefinition } from './definition.ts'
import { startsByEntry } from './entryTrigger.ts'

const settings = z.strictObject({})

/** Starts for the members that a call of the API names. */
export const triggerApi: NodeDefinition<typeof settings> = {
  kind: 'trigger.api',
  settings,
  blank: {},
  outlets: () => ['next'],
  waits: false,
  summary: () => ({ key: 'nodes.trigger.api.summary' }),
  problems: () => [],
  reads: () => [],
  trigger: startsByEntry,
  decide: () => ({ does: 'follow', outlet: 'next' }),
}
