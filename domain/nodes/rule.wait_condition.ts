import * as z from 'zod'
import { conditionSchema } from '#domain/condition/document.ts'
import { evaluate } from '#domain/condition/evaluate.ts'
import { readsOf } from '#domain/condition/reads.ts'
import { zoneOf } from '#domain/time/zone.ts'
import { conditionProblems } from './checkCondition.ts'
import type { NodeDefinition } from './definition.ts'
import { conditionPhrase } from './phrase.ts'
import { deadline, isOver, timeoutProblems, timeoutSettings } from './timeout.ts'

const settings = z.strictObject({ condition: conditionSchema, ...timeoutSettings })

/**
 * Waits until a condition holds. Asked again whenever something that the condition looks at changes, and when it can change
 * by time alone. One that holds when the time is up still wins.
 */
export const ruleWaitCondition: NodeDefinition<typeof settings> = {
  kind: 'rule.wait_condition',
  settings,
  blank: { condition: { all: [] }, timeout: { days: 1 } },
  outlets: () => ['yes', 'timeout'],
  waits: true,
  atOnce: ({ from }) => (from === 'entry' ? ['yes', 'timeout'] : ['yes']),
  subscribes: true,
  summary: (draft) => conditionPhrase('nodes.rule.condition', draft.condition),
  problems: (draft, context) => [...conditionProblems(draft.condition, '/condition', context), ...timeoutProblems(draft)],
  reads: ({ condition }) => readsOf(condition).attributes,
  decide: (input) => {
    const { settings: strict, member, facts, now } = input
    const result = evaluate(strict.condition, { member, facts, now, timeZone: zoneOf(member.timeZone) })
    if (!result.known) return { does: 'ask', question: result.missing }
    const { saw, changesAt } = result
    if (result.value) return { does: 'follow', outlet: 'yes', saw }
    const until = deadline(strict, input)
    if (isOver(until, input)) return { does: 'follow', outlet: 'timeout', saw }
    return { does: 'waitUntil', reads: readsOf(strict.condition), changesAt, until, saw }
  },
}
