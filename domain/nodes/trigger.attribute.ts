import * as z from 'zod'
import { compare } from '#domain/condition/compare.ts'
import { attributeLeafSchema } from '#domain/condition/document.ts'
import { own } from '#domain/condition/evaluate.ts'
import type { Saw } from '#domain/condition/evaluation.ts'
import { glimpse, glimpseOperand } from '#domain/condition/saw.ts'
import type { EventInHand, Json } from '#domain/engine/types.ts'
import { systemEvents } from '#domain/event/system.ts'
import { zoneOf } from '#domain/time/zone.ts'
import { problem } from './check.ts'
import { operandProblems } from './checkCondition.ts'
import type { NodeDefinition } from './definition.ts'
import { comparisonPhrase, textOf } from './phrase.ts'

const comparison = attributeLeafSchema.omit({ attribute: true })
const settings = z.strictObject({
  attribute: z.string().trim().min(1, { error: 'attributeMissing' }).max(200),
  /** What it was before. */
  from: comparison.nullish(),
  /** What it is now. */
  to: comparison.nullish(),
})
type Settings = z.output<typeof settings>

/** Starts when an attribute of a member changes; set for the first time and removed are changes as well. */
export const triggerAttribute: NodeDefinition<typeof settings> = {
  kind: 'trigger.attribute',
  settings,
  blank: { attribute: '' },
  outlets: () => ['next'],
  waits: false,
  summary: ({ attribute, from, to }) => {
    const name = textOf(attribute)
    if (name === '') return { key: 'nodes.trigger.attribute.summaryEmpty' }
    if (!from && !to) return { key: 'nodes.trigger.attribute.summary', values: { attribute: name } }
    // The change to something is the usual one, and reads as a comparison does.
    return from || !to ? { key: 'nodes.trigger.attribute.summaryCompared', values: { attribute: name } } : comparisonPhrase(name, to)
  },
  problems: ({ attribute, from, to }) => [
    ...(textOf(attribute) === '' ? [problem('attributeMissing', '/attribute')] : []),
    ...(from ? operandProblems(from, textOf(attribute), '/from') : []),
    ...(to ? operandProblems(to, textOf(attribute), '/to') : []),
  ],
  reads: ({ attribute }) => [attribute],
  trigger: {
    listensTo: ({ attribute }) => (textOf(attribute) === '' ? null : systemEvents.profileChanged),
    onlyOnce: () => false,
    matches: ({ settings: strict, event, member }) => {
      const change = changeIn(event, strict.attribute)
      if (!change) return { known: true, value: false, saw: [] }
      const saw = compared(strict, change, { now: event.at, timeZone: zoneOf(member.timeZone) })
      return { known: true, value: saw.every(({ held }) => held), saw }
    },
  },
  decide: () => ({ does: 'follow', outlet: 'next' }),
}

type Change = { before: Json; after: Json }

/** What the event says of this attribute. */
function changeIn({ properties: { changes } }: EventInHand, attribute: string): Change | null {
  const change = isBag(changes) ? own(changes, attribute) : undefined
  return isBag(change) ? { before: change.before ?? null, after: change.after ?? null } : null
}

const isBag = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function compared({ attribute: subject, from, to }: Settings, { before, after }: Change, clock: { now: number; timeZone: string }): Saw[] {
  const look = (asked: NonNullable<Settings['to']>, actual: Json): Saw => ({
    ...{ subject, of: 'attribute', operator: asked.operator, expected: glimpseOperand(asked.value), actual: glimpse(actual) },
    held: compare(actual, asked.operator, asked.value, clock).held,
  })
  const asked = [...(from ? [look(from, before)] : []), ...(to ? [look(to, after)] : [])]
  // Without a comparison, what it came to be.
  return asked.length > 0
    ? asked
    : [{ ...{ subject, of: 'attribute', operator: 'is_set', expected: null }, actual: glimpse(after), held: true }]
}
