import * as z from 'zod'
import { conditionSchema, propertyConditionSchema } from '#domain/condition/document.ts'
import { evaluate } from '#domain/condition/evaluate.ts'
import { evaluateProperty } from '#domain/condition/evaluateProperty.ts'
import type { Evaluation, Saw } from '#domain/condition/evaluation.ts'
import { readsOf } from '#domain/condition/reads.ts'
import type { Decision, Question } from '#domain/engine/decision.ts'
import { zoneOf } from '#domain/time/zone.ts'
import { problem } from './check.ts'
import { conditionProblems, propertyConditionProblems } from './checkCondition.ts'
import type { CheckContext, DecideInput, NodeDefinition, SettingsProblem } from './definition.ts'
import { areApart, outletNamesFrom, outletProblems, outletSchema, outletsOf } from './outlet.ts'
import { isObject } from './phrase.ts'

const [BRANCHES_MIN, BRANCHES_MAX] = [2, 20]
const ELSE = 'else'

const branchesOf = <Of extends z.ZodType>(condition: Of) =>
  z
    .array(z.strictObject({ outlet: outletSchema, name: z.string().trim().max(120).optional(), condition }))
    .min(BRANCHES_MIN, { error: 'branchesFew' })
    .max(BRANCHES_MAX)
    .refine((branches) => areApart(branches, ELSE), { error: 'outletShared' })

const settings = z.union([
  /** Conditions look at the member. */
  z.strictObject({ on: z.literal('member').default('member'), branches: branchesOf(conditionSchema) }),
  /** They look at the properties of the event that the passage began with. */
  z.strictObject({ on: z.literal('entry'), branches: branchesOf(propertyConditionSchema) }),
])
type Settings = z.output<typeof settings>

const branchesIn = (draft: unknown): unknown => (isObject(draft) ? draft.branches : null)

/** Parts members by the first of several conditions that holds. */
export const ruleBranch: NodeDefinition<typeof settings> = {
  kind: 'rule.branch',
  settings,
  blank: {
    branches: [
      { outlet: 'a', condition: { all: [] } },
      { outlet: 'b', condition: { all: [] } },
    ],
  },
  outlets: (draft) => outletsOf(branchesIn(draft), ELSE),
  outletNames: (draft) => outletNamesFrom(branchesIn(draft), 'name'),
  waits: false,
  summary: ({ branches, on }) => {
    const count = Array.isArray(branches) ? branches.length : 0
    if (count === 0) return { key: 'nodes.rule.branch.summaryEmpty' }
    return { key: 'nodes.rule.branch.summary', values: { count, on: on === 'entry' ? 'entry' : 'member' } }
  },
  problems: ({ branches, on }, context) => branchesProblems(branches, on === 'entry', context),
  reads: (strict) => [...new Set(conditionsOn(strict).flatMap((condition) => readsOf(condition).attributes))],
  decide: (input) => (input.settings.on === 'entry' ? byEntry(input.settings, input) : byMember(input.settings, input)),
}

const conditionsOn = (strict: Settings) => (strict.on === 'member' ? strict.branches.map(({ condition }) => condition) : [])

/** The first that holds. What may still decide is asked for in one round. */
function byMember({ branches }: Extract<Settings, { on: 'member' }>, { member, facts, now }: DecideInput<Settings>): Decision {
  const subject = { member, facts, now, timeZone: zoneOf(member.timeZone) }
  const missing: Question[] = []
  const saw: Saw[] = []
  for (const { outlet, condition } of branches) {
    const result: Evaluation = evaluate(condition, subject)
    if (!result.known) missing.push(result.missing)
    else if (missing.length === 0) {
      saw.push(...result.saw)
      if (result.value) return { does: 'follow', outlet, saw }
    } else if (result.value) break
  }
  if (missing.length === 0) return { does: 'follow', outlet: ELSE, saw }
  const events = missing.flatMap((one) => one.events ?? [])
  return { does: 'ask', question: { events, messages: missing.flatMap((one) => one.messages ?? []) } }
}

function byEntry({ branches }: Extract<Settings, { on: 'entry' }>, { standing: { entry }, member }: DecideInput<Settings>): Decision {
  const clock = { now: entry.at, timeZone: zoneOf(member.timeZone) }
  const saw: Saw[] = []
  for (const { outlet, condition } of branches) {
    const result = evaluateProperty(condition, entry.properties, clock)
    saw.push(...result.saw)
    if (result.value) return { does: 'follow', outlet, saw }
  }
  return { does: 'follow', outlet: ELSE, saw }
}

function branchesProblems(branches: unknown, isOnEntry: boolean, context: CheckContext): SettingsProblem[] {
  if (!Array.isArray(branches) || branches.length < BRANCHES_MIN) return [problem('branchesFew', '/branches')]
  if (branches.length > BRANCHES_MAX) return [problem('tooMany', '/branches', { max: BRANCHES_MAX })]
  const ofEach = branches.flatMap((one, at) => {
    const [condition, pointer] = [isObject(one) ? one.condition : null, `/branches/${at}/condition`]
    if (!isOnEntry) return conditionProblems(condition, pointer, context)
    const found = propertyConditionProblems(condition, pointer)
    return found.length === 0 && isNothing(condition) ? [problem('conditionEmpty', pointer)] : found
  })
  return [...ofEach, ...outletProblems(branches, '/branches', ELSE)]
}

/** A condition that asks nothing lets everybody through, and no branch after it is ever taken. */
const isNothing = (condition: unknown): boolean =>
  !isObject(condition) || ['all', 'any', 'none'].some((kind) => Array.isArray(condition[kind]) && condition[kind].length === 0)
