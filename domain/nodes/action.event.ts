import * as z from 'zod'
import { problem } from './check.ts'
import type { NodeDefinition } from './definition.ts'
import { textOf } from './phrase.ts'
import { attributesIn, renderValues, typesSchema, valueProblems, valuesSchema } from './values.ts'

const settings = z.strictObject({
  event: z.string().trim().min(1, { error: 'eventMissing' }).max(200),
  /** Property -> JSON, or Liquid text. */
  properties: valuesSchema,
  types: typesSchema,
})

/** An event of the member, accepted like one from outside: other journeys start and go on by it. */
export const actionEvent: NodeDefinition<typeof settings> = {
  kind: 'action.event',
  settings,
  blank: { event: '', properties: {} },
  outlets: () => ['next'],
  waits: false,
  summary: (draft) => {
    const event = textOf(draft.event)
    return event === '' ? { key: 'nodes.action.event.summaryEmpty' } : { key: 'nodes.action.event.summary', values: { event } }
  },
  problems: (draft, context) => [
    ...(textOf(draft.event) === '' ? [problem('eventMissing', '/event')] : []),
    ...valueProblems(draft.properties, '/properties', context),
  ],
  reads: ({ properties }) => attributesIn(properties),
  decide: ({ settings: { event, properties, types }, member, standing, now, render }) => {
    const rendered = renderValues(properties, { types, render, at: { member, standing, now } })
    if (!rendered.ok) return { does: 'fail', error: 'liquid_failed' }
    return { does: 'apply', effects: [{ do: 'emit', name: event, properties: rendered.values }], outlet: 'next' }
  },
}
