import * as z from 'zod'
import { own } from '#domain/condition/evaluate.ts'
import { dateOf, nextAnniversary, shifted, timeOfDaySchema } from '#domain/time/calendar.ts'
import { zoneOf } from '#domain/time/zone.ts'
import type { NodeDefinition } from './definition.ts'
import { offsetSchema } from './timeout.ts'
import { datePhrase, dateProblems } from './until.ts'

const settings = z.strictObject({
  attribute: z.string().trim().min(1, { error: 'attributeMissing' }).max(200),
  offset: offsetSchema.optional(),
  direction: z.enum(['before', 'after']).default('after'),
  time: timeOfDaySchema.default('09:00'),
  /** Every year anew, as for a birthday. */
  yearly: z.boolean().default(false),
})

/**
 * Starts on a date among the member's attributes, at a time of day in their zone. A date that is past already when the
 * journey goes live, or when it is set, does not start it.
 */
export const triggerDate: NodeDefinition<typeof settings> = {
  kind: 'trigger.date',
  settings,
  blank: { attribute: '', time: '09:00' },
  outlets: () => ['next'],
  waits: false,
  summary: (draft) => {
    const text = datePhrase('nodes.trigger.date', draft)
    return text.values ? { ...text, values: { ...text.values, yearly: draft.yearly === true ? 'yes' : 'no' } } : text
  },
  problems: dateProblems,
  reads: ({ attribute }) => [attribute, 'timezone'],
  trigger: {
    listensTo: () => null,
    onlyOnce: () => false,
    matches: () => ({ known: true, value: false, saw: [] }),
    nextAt: ({ settings: strict, member, after }) => {
      const timeZone = zoneOf(member.timeZone)
      const date = dateOf(own(member.attributes, strict.attribute), timeZone)
      if (date === null) return null
      if (strict.yearly) return nextAnniversary(date, strict, timeZone, after)
      const at = shifted(date, strict, timeZone)
      return at > after ? at : null
    },
  },
  decide: () => ({ does: 'follow', outlet: 'next' }),
}
