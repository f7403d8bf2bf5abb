import * as z from 'zod'
import { problem } from './check.ts'
import type { CheckContext, NodeDefinition, SettingsProblem } from './definition.ts'
import { textOf } from './phrase.ts'
import { attributesIn, renderValues, typesSchema, valueProblems, valuesSchema } from './values.ts'

const settings = z.strictObject({
  act: z.enum(['enter', 'leave']),
  /** The other journey's id. */
  journey: z.string().regex(/^[1-9]\d{0,8}$/),
  /** Properties of the event that the member enters with: JSON, or Liquid text. */
  context: valuesSchema,
  types: typesSchema,
})

/** Lets the member into another journey at its `trigger.journey`, or takes the member out of it. */
export const actionJourney: NodeDefinition<typeof settings> = {
  kind: 'action.journey',
  settings,
  blank: { act: 'enter', journey: '' },
  outlets: () => ['next'],
  waits: false,
  summary: (draft) => {
    const journey = textOf(draft.journey)
    if (journey === '') return { key: 'nodes.action.journey.summaryEmpty' }
    return { key: 'nodes.action.journey.summary', values: { act: draft.act === 'leave' ? 'leave' : 'enter', journey } }
  },
  problems: (draft, context) => [
    ...journeyProblems(draft.journey, '/journey', context),
    ...valueProblems(draft.context, '/context', context),
  ],
  reads: ({ context }) => attributesIn(context),
  decide: ({ settings: { act, journey, context, types }, member, standing, now, render }) => {
    const journeyId = Number(journey)
    if (act === 'leave') return { does: 'apply', effects: [{ do: 'leave', journeyId, reason: 'left_by_journey' }], outlet: 'next' }
    const rendered = renderValues(context, { types, render, at: { member, standing, now } })
    if (!rendered.ok) return { does: 'fail', error: 'liquid_failed' }
    return { does: 'apply', effects: [{ do: 'enter', journeyId, context: rendered.values }], outlet: 'next' }
  },
}

export function journeyProblems(id: unknown, pointer: string, { journeyIds, journeyId }: CheckContext): SettingsProblem[] {
  const journey = textOf(id)
  if (journey === '') return [problem('journeyMissing', pointer)]
  if (journey === journeyId) return [problem('journeyItself', pointer)]
  return journeyIds && !journeyIds.has(journey) ? [problem('journeyUnknown', pointer, { journey })] : []
}
