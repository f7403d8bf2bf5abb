import * as z from 'zod'
import { instantSchema } from '#domain/api/common.ts'
import { own } from '#domain/condition/evaluate.ts'
import type { Reads } from '#domain/condition/evaluation.ts'
import { glimpse } from '#domain/condition/saw.ts'
import type { Decision } from '#domain/engine/decision.ts'
import { dateOf, shifted, timeOfDaySchema, windowAt } from '#domain/time/calendar.ts'
import { zoneOf } from '#domain/time/zone.ts'
import type { DecideInput, NodeDefinition } from './definition.ts'
import { isObject } from './phrase.ts'
import { isTimeUp } from './rest.ts'
import { offsetSchema } from './timeout.ts'
import { untilPhrase, untilProblems } from './until.ts'

/** What becomes of whoever arrives after the date: they go on at once, or by an outlet of their own. */
const whenPast = z.enum(['next', 'past']).default('next')
const instantSettings = z.strictObject({ at: instantSchema, whenPast })
const dateSettings = z.strictObject({
  attribute: z.string().trim().min(1, { error: 'attributeMissing' }).max(200),
  offset: offsetSchema.optional(),
  direction: z.enum(['before', 'after']).default('after'),
  /** The time of that day; without one, the date's own. */
  time: timeOfDaySchema.optional(),
  whenPast,
})
const windowSettings = z.strictObject({
  window: z.strictObject({
    /** 1 is Monday. */
    days: z.array(z.number().int().min(1).max(7)).min(1, { error: 'daysMissing' }).max(7),
    from: timeOfDaySchema,
    to: timeOfDaySchema,
  }),
})
const settings = z.union([instantSettings, dateSettings, windowSettings])
type Settings = z.output<typeof settings>
type Input = Pick<DecideInput<Settings>, 'nodeKey' | 'member' | 'standing' | 'cause' | 'now'>

/** Waits for an instant, a date among the member's attributes, or hours of the week in the member's zone. */
export const ruleWaitUntil: NodeDefinition<typeof settings> = {
  kind: 'rule.wait_until',
  settings,
  blank: { window: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' } },
  outlets: (draft) => {
    if (!isObject(draft) || isObject(draft.window)) return ['next']
    const past = draft.whenPast === 'past' ? ['past'] : []
    return 'attribute' in draft ? ['next', ...past, 'none'] : ['next', ...past]
  },
  waits: true,
  atOnce: () => ['next', 'past', 'none'],
  subscribes: true,
  summary: untilPhrase,
  problems: untilProblems,
  reads: (strict) => ('attribute' in strict ? [strict.attribute] : []),
  decide: ({ settings: strict, ...input }) => {
    if ('window' in strict) return untilWindow(strict, input)
    return 'attribute' in strict ? untilDate(strict, input) : untilInstant(strict, input)
  },
}

function untilInstant({ at, whenPast: outlet }: z.output<typeof instantSettings>, { standing, cause, now }: Input): Decision {
  const due = Date.parse(at)
  if (isTimeUp(standing, cause, now) || due === now) return { does: 'follow', outlet: 'next' }
  return due < now ? { does: 'follow', outlet } : { does: 'wait', until: due }
}

function untilDate(strict: z.output<typeof dateSettings>, { member, standing, cause, now }: Input): Decision {
  const { attribute, whenPast: outlet } = strict
  if (isTimeUp(standing, cause, now)) return { does: 'follow', outlet: 'next' }
  const timeZone = zoneOf(member.timeZone)
  const value = own(member.attributes, attribute)
  const date = dateOf(value, timeZone)
  const held = date !== null
  const saw = [{ subject: attribute, of: 'attribute', operator: 'is_set', expected: null, actual: glimpse(value), held } as const]
  if (date === null) return { does: 'follow', outlet: 'none', saw }
  const due = shifted(date, strict, timeZone)
  if (due <= now) return { does: 'follow', outlet: due < now ? outlet : 'next', saw }
  return { does: 'waitUntil', reads: readsOf(attribute, 'timezone'), changesAt: null, until: due, saw }
}

/**
 * While a window is open members go through; who is woken too late for it waits for the next. What is remembered is the day and the zone of the window used: when the zone
 * changes and that day comes again elsewhere, its window is not used again.
 */
function untilWindow({ window: weekly }: z.output<typeof windowSettings>, { nodeKey, member, standing, now }: Input): Decision {
  const timeZone = zoneOf(member.timeZone)
  const variable = `window ${nodeKey}`
  const used = String(own(standing.variables, variable) ?? '').split(' ')
  const open = windowAt(now, weekly, timeZone, used[0] && used[1] !== timeZone ? used[0] : null)
  if (!open) return { does: 'fail', error: 'no_window' }
  if (open.opensAt <= now) return { does: 'follow', outlet: 'next', variables: { [variable]: `${open.date} ${timeZone}` } }
  return { does: 'waitUntil', reads: readsOf('timezone'), changesAt: null, until: open.opensAt }
}

const readsOf = (...attributes: string[]): Reads => ({ attributes, events: [], segments: [], messages: false })
