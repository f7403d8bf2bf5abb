import * as z from 'zod'
import { compare } from '#domain/condition/compare.ts'
import { type PropertyCondition, propertyConditionSchema } from '#domain/condition/document.ts'
import { own } from '#domain/condition/evaluate.ts'
import { evaluateProperty } from '#domain/condition/evaluateProperty.ts'
import type { Saw } from '#domain/condition/evaluation.ts'
import { canonical } from '#domain/condition/reads.ts'
import { glimpse } from '#domain/condition/saw.ts'
import type { EventInHand, Json } from '#domain/engine/types.ts'
import { zoneOf } from '#domain/time/zone.ts'
import { eventNameProblems, problem } from './check.ts'
import { propertyConditionProblems } from './checkCondition.ts'
import type { CheckContext, NodeDefinition, SettingsProblem } from './definition.ts'
import { areApart, outletNamesFrom, outletProblems, outletSchema, outletsOf } from './outlet.ts'
import { durationValues, isObject, textOf } from './phrase.ts'
import { deadline, isOver, timeoutProblems, timeoutSettings } from './timeout.ts'

const EVENTS_MAX = 20
const nameSchema = z.string().min(1).max(200)
const awaitedSchema = z.strictObject({
  event: z.string().trim().min(1, { error: 'eventMissing' }).max(200),
  outlet: outletSchema,
  filter: propertyConditionSchema.nullish(),
  /** Each: a property of this event that must equal one of the event that the passage began with. */
  match: z
    .array(z.strictObject({ property: nameSchema, entryProperty: nameSchema }))
    .max(10)
    .optional(),
})
type Awaited = z.output<typeof awaitedSchema>

const TIMEOUT = 'timeout'
const settings = z.strictObject({
  events: z
    .array(awaitedSchema)
    .min(1, { error: 'eventsMissing' })
    .max(EVENTS_MAX)
    .refine((events) => areApart(events, TIMEOUT), { error: 'outletShared' }),
  ...timeoutSettings,
})

/** Waits for one of several events: the first in the list that an event fits says the outlet. */
export const ruleWaitFor: NodeDefinition<typeof settings> = {
  kind: 'rule.wait_for',
  settings,
  blank: { events: [{ event: '', outlet: 'happened' }], timeout: { days: 1 } },
  outlets: (draft) => outletsOf(isObject(draft) ? draft.events : null, TIMEOUT),
  outletNames: (draft) => outletNamesFrom(isObject(draft) ? draft.events : null, 'event'),
  waits: true,
  atOnce: ({ from }) => (from === 'entry' ? [TIMEOUT] : []),
  subscribes: true,
  summary: ({ events, timeout }) => {
    const names = Array.isArray(events) ? events.map((one) => (isObject(one) ? textOf(one.event) : '')).filter(Boolean) : []
    const [event] = names
    if (event === undefined) return { key: 'nodes.rule.wait_for.summaryEmpty' }
    return { key: 'nodes.rule.wait_for.summary', values: { event, more: names.length - 1, ...durationValues(timeout) } }
  },
  problems: (draft, context) => [...eventsProblems(draft.events, context), ...timeoutProblems(draft)],
  reads: () => [],
  decide: (input) => {
    const { settings: strict, cause, standing, member } = input
    const until = deadline(strict, input)
    if (isOver(until, input)) return { does: 'follow', outlet: TIMEOUT }
    const timeZone = zoneOf(member.timeZone)
    const fitting = cause.by === 'event' ? firstFitting(strict.events, cause.event, standing.entry, timeZone) : null
    if (fitting) return { does: 'follow', ...fitting }
    return { does: 'waitFor', events: [...new Set(strict.events.map(({ event }) => event))], until }
  },
}

function firstFitting(events: readonly Awaited[], event: EventInHand, entry: EventInHand, timeZone: string) {
  for (const awaited of events) {
    if (awaited.event !== event.name) continue
    const filtered = evaluateProperty(awaited.filter ?? EVERY, event.properties, { now: event.at, timeZone })
    const matched = (awaited.match ?? []).map((pair) => sawMatch(pair, event, entry, timeZone))
    if (!filtered.value || !matched.every(({ held }) => held)) continue
    const came: Saw = { subject: event.name, of: 'event', operator: 'gte', expected: 1, actual: 1, held: true }
    return { outlet: awaited.outlet, saw: [came, ...filtered.saw, ...matched] }
  }
  return null
}

const EVERY: PropertyCondition = { all: [] }

type Pair = { property: string; entryProperty: string }
function sawMatch({ property, entryProperty }: Pair, event: EventInHand, entry: EventInHand, timeZone: string): Saw {
  const [actual, expected] = [own(event.properties, property), own(entry.properties, entryProperty)]
  const held = isSame(actual, expected, { now: event.at, timeZone })
  const shown = typeof expected === 'object' ? canonical(expected).slice(0, 200) : (expected ?? null)
  return { subject: property, of: 'property', operator: 'equals', expected: shown, actual: glimpse(actual), held }
}

/** As `equals` says; lists and objects when they are alike. What is not set matches nothing. */
function isSame(actual: Json | undefined, expected: Json | undefined, clock: { now: number; timeZone: string }): boolean {
  if (actual === undefined || actual === null || expected === undefined || expected === null) return false
  if (typeof expected === 'object') return canonical(actual) === canonical(expected)
  return compare(actual, 'equals', expected, clock).held
}

function eventsProblems(events: unknown, context: CheckContext): SettingsProblem[] {
  if (!Array.isArray(events) || events.length === 0) return [problem('eventsMissing', '/events')]
  if (events.length > EVENTS_MAX) return [problem('tooMany', '/events', { max: EVENTS_MAX })]
  const ofEach = events.flatMap((one, at) => (isObject(one) ? awaitedProblems(one, `/events/${at}`, context) : []))
  return [...ofEach, ...outletProblems(events, '/events', TIMEOUT)]
}

function awaitedProblems({ event, filter, match }: Record<string, unknown>, pointer: string, context: CheckContext): SettingsProblem[] {
  const pairs = Array.isArray(match) ? match.filter(isObject) : []
  return [
    ...eventNameProblems(event, `${pointer}/event`, context),
    ...(filter ? propertyConditionProblems(filter, `${pointer}/filter`) : []),
    ...pairs.flatMap((pair, at) =>
      (['property', 'entryProperty'] as const)
        .filter((side) => textOf(pair[side]) === '')
        .map((side) => problem('propertyMissing', `${pointer}/match/${at}/${side}`)),
    ),
  ]
}
