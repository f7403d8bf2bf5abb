import * as z from 'zod'
import { type MessageLeaf, messageOutcomes } from '#domain/condition/document.ts'
import { evaluate } from '#domain/condition/evaluate.ts'
import { zoneOf } from '#domain/time/zone.ts'
import { problem } from './check.ts'
import type { NodeDefinition } from './definition.ts'
import { textOf } from './phrase.ts'

/** What can be asked of a message. */
export const outcomesAsked = messageOutcomes.filter((outcome) => outcome !== 'created')

const settings = z.strictObject({
  /** Key of a node that sends. */
  node: z.string().min(1).max(64),
  outcome: z.enum(outcomesAsked),
})
type Settings = z.output<typeof settings>

/** Parts members by what has become of a message that this passage sent. */
export const ruleMessageOutcome: NodeDefinition<typeof settings> = {
  kind: 'rule.message_outcome',
  settings,
  blank: { node: '', outcome: 'opened' },
  outlets: () => ['yes', 'no'],
  waits: false,
  summary: ({ node, outcome }) =>
    textOf(node) === ''
      ? { key: 'nodes.rule.message_outcome.summaryEmpty' }
      : { key: 'nodes.rule.message_outcome.summary', values: { node: textOf(node), outcome: textOf(outcome) } },
  problems: ({ node }, { senders }) => {
    const key = textOf(node)
    if (key === '') return [problem('senderMissing', '/node')]
    return senders && !senders.has(key) ? [problem('senderUnknown', '/node', { node: key })] : []
  },
  reads: () => [],
  decide: ({ settings: strict, member, facts, now }) => {
    const result = evaluate(leafOf(strict), { member, facts, now, timeZone: zoneOf(member.timeZone) })
    if (!result.known) return { does: 'ask', question: result.missing }
    return { does: 'follow', outlet: result.value ? 'yes' : 'no', saw: result.saw }
  },
}

const leaves = new WeakMap<Settings, MessageLeaf>()

/** One object per settings, so that its key is made once. */
function leafOf(strict: Settings): MessageLeaf {
  const leaf = leaves.get(strict) ?? { message: { node: strict.node, outcome: strict.outcome } }
  leaves.set(strict, leaf)
  return leaf
}
