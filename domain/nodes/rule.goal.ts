import * as z from 'zod'
import { conditionSchema, propertyConditionSchema } from '#domain/condition/document.ts'
import { evaluate } from '#domain/condition/evaluate.ts'
import { evaluateProperty } from '#domain/condition/evaluateProperty.ts'
import { readsOf } from '#domain/condition/reads.ts'
import { zoneOf } from '#domain/time/zone.ts'
import { eventNameProblems, problem } from './check.ts'
import { conditionProblems, propertyConditionProblems } from './checkCondition.ts'
import type { GoalHalf, GoalInput, NodeDefinition } from './definition.ts'
import { conditionPhrase, propertyPhrase, textOf } from './phrase.ts'
import { deadline, isOver, timeoutProblems, waitSchema } from './timeout.ts'
import { entriesOf } from './values.ts'

const arrival = {
  /** What becomes of a member who arrives before the goal is reached. */
  arrival: z.enum(['continue', 'wait']).default('continue'),
  timeout: waitSchema.optional(),
}
const settings = z
  .union([
    z.strictObject({ event: z.string().trim().min(1).max(200), filter: propertyConditionSchema.optional(), ...arrival }),
    z.strictObject({ condition: conditionSchema, ...arrival }),
  ])
  .refine((strict) => strict.arrival === 'continue' || strict.timeout !== undefined, { path: ['timeout'] })
type Settings = z.output<typeof settings>

/**
 * What a part of the journey is for. Members who rest anywhere before it are pulled here the moment it is reached, and leave
 * by `reached`. An event counts when it comes while the member rests before the goal or at it.
 */
export const ruleGoal: NodeDefinition<typeof settings> = {
  kind: 'rule.goal',
  settings,
  blank: { event: '', arrival: 'continue' },
  outlets: (draft) => (isWaiting(draft) ? ['reached', 'timeout'] : ['reached', 'missed']),
  waits: true,
  subscribes: true,
  summary: (draft) =>
    'condition' in draft
      ? conditionPhrase('nodes.rule.condition', draft.condition)
      : propertyPhrase('nodes.trigger.event', draft.event, draft.filter),
  problems: (draft, context) => [
    ...('condition' in draft
      ? [...('event' in draft ? [problem('goalTwice', '/event')] : []), ...conditionProblems(draft.condition, '/condition', context)]
      : eventNameProblems(draft.event, '/event', context)),
    ...(draft.filter ? propertyConditionProblems(draft.filter, '/filter') : []),
    ...(draft.arrival === 'wait' ? timeoutProblems(draft) : []),
  ],
  reads: (strict) => ('condition' in strict ? readsOf(strict.condition).attributes : []),
  goal: { awaits: readsOfGoal, reached },
  decide: (input) => {
    const { settings: strict } = input
    const answer = reached(input)
    if (!answer.known) return { does: 'ask', question: answer.missing }
    const { saw, changesAt = null } = answer
    if (answer.value) return { does: 'follow', outlet: 'reached', saw }
    if (strict.arrival === 'continue' || strict.timeout === undefined) return { does: 'follow', outlet: 'missed', saw }
    const until = deadline({ timeout: strict.timeout, from: 'arrival' }, input)
    if (isOver(until, input)) return { does: 'follow', outlet: 'timeout', saw }
    if ('event' in strict) return { does: 'waitFor', events: [strict.event], until, saw }
    return { does: 'waitUntil', reads: readsOfGoal(strict), changesAt, until, saw }
  },
}

const isWaiting = (draft: unknown) => textOf(Object.fromEntries(entriesOf(draft)).arrival) === 'wait'

function readsOfGoal(strict: Settings) {
  if ('condition' in strict) return readsOf(strict.condition)
  return { attributes: [], events: [strict.event], segments: [], messages: false }
}

type Reached = ReturnType<GoalHalf<Settings>['reached']> & { changesAt?: number | null }

function reached({ settings: strict, member, facts, cause, now }: GoalInput<Settings>): Reached {
  const timeZone = zoneOf(member.timeZone)
  if ('condition' in strict) return evaluate(strict.condition, { member, facts, now, timeZone })
  if (cause.by !== 'event' || cause.event.name !== strict.event) return { known: true, value: false, saw: [] }
  if (!strict.filter) return { known: true, value: true, saw: [] }
  return { known: true, ...evaluateProperty(strict.filter, cause.event.properties, { now: cause.event.at, timeZone }) }
}
