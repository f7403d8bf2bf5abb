import * as z from 'zod'
import { conditionSchema } from '#domain/condition/document.ts'
import { evaluate } from '#domain/condition/evaluate.ts'
import { readsOf } from '#domain/condition/reads.ts'
import { zoneOf } from '#domain/time/zone.ts'
import { conditionProblems } from './checkCondition.ts'
import type { NodeDefinition } from './definition.ts'
import { conditionPhrase } from './phrase.ts'

const settings = z.strictObject({ condition: conditionSchema })

export const ruleCondition: NodeDefinition<typeof settings> = {
  kind: 'rule.condition',
  settings,
  blank: { condition: { all: [] } },
  outlets: () => ['yes', 'no'],
  waits: false,
  summary: (draft) => conditionPhrase('nodes.rule.condition', draft.condition),
  problems: (draft, context) => conditionProblems(draft.condition, '/condition', context),
  reads: (strict) => readsOf(strict.condition).attributes,
  decide: ({ settings: { condition }, member, facts, now }) => {
    const result = evaluate(condition, { member, facts, now, timeZone: zoneOf(member.timeZone) })
    if (!result.known) return { does: 'ask', question: result.missing }
    return { does: 'follow', outlet: result.value ? 'yes' : 'no', saw: result.saw }
  },
}
