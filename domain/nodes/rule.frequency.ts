import * as z from 'zod'
import type { MessageLeaf } from '#domain/condition/document.ts'
import { evaluate } from '#domain/condition/evaluate.ts'
import { channels } from '#domain/message/channel.ts'
import { zoneOf } from '#domain/time/zone.ts'
import { durationProblems, problem } from './check.ts'
import type { NodeDefinition } from './definition.ts'
import { durationValues } from './phrase.ts'
import { WAIT_MS_MAX, waitSchema } from './timeout.ts'

const settings = z.strictObject({
  /** From this many on, the member has had enough. */
  messages: z.number().int().min(1).max(10_000),
  channel: z.enum(channels).optional(),
  within: waitSchema,
})
type Settings = z.output<typeof settings>

/** Parts members by how many messages they were sent of late, from any journey. */
export const ruleFrequency: NodeDefinition<typeof settings> = {
  kind: 'rule.frequency',
  settings,
  blank: { messages: 3, within: { days: 7 } },
  outlets: () => ['below', 'reached'],
  waits: false,
  summary: ({ messages, channel, within }) => ({
    key: 'nodes.rule.frequency.summary',
    values: {
      count: typeof messages === 'number' ? messages : 0,
      channel: channels.find((one) => one === channel) ?? 'any',
      ...durationValues(within),
    },
  }),
  problems: ({ messages, within }) => [
    ...(typeof messages === 'number' && Number.isInteger(messages) && messages > 0 ? [] : [problem('countMissing', '/messages')]),
    ...durationProblems(within, '/within', WAIT_MS_MAX),
  ],
  reads: () => [],
  decide: ({ settings: strict, member, facts, now }) => {
    const result = evaluate(leafOf(strict), { member, facts, now, timeZone: zoneOf(member.timeZone) })
    if (!result.known) return { does: 'ask', question: result.missing }
    return { does: 'follow', outlet: result.value ? 'reached' : 'below', saw: result.saw }
  },
}

const leaves = new WeakMap<Settings, MessageLeaf>()

/** One object per settings, so that its key is made once. */
function leafOf(strict: Settings): MessageLeaf {
  const { messages: value, channel, within } = strict
  const leaf = leaves.get(strict) ?? { message: { outcome: 'sent' as const, channel }, within, count: { operator: 'gte' as const, value } }
  leaves.set(strict, leaf)
  return leaf
}
