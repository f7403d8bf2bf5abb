import * as z from 'zod'
import type { Saw } from '#domain/condition/evaluation.ts'
import { type Channel, channels } from '#domain/message/channel.ts'
import { problem } from './check.ts'
import type { NodeDefinition } from './definition.ts'
import { entriesOf } from './values.ts'

const settings = z.strictObject({
  /** In the order in which they are tried. */
  channels: z
    .array(z.enum(channels))
    .min(1)
    .refine((list) => new Set(list).size === list.length),
})

/** Sends members the way of the first channel that reaches them now. */
export const ruleReachability: NodeDefinition<typeof settings> = {
  kind: 'rule.reachability',
  settings,
  blank: { channels: ['email'] },
  outlets: (draft) => [...channelsIn(Object.fromEntries(entriesOf(draft)).channels), 'none'],
  waits: false,
  summary: (draft) => {
    const list = channelsIn(draft.channels)
    if (list.length === 0) return { key: 'nodes.rule.reachability.summaryEmpty' }
    return { key: 'nodes.rule.reachability.summary', values: { channels: list.join(', ') } }
  },
  problems: (draft) => (channelsIn(draft.channels).length === 0 ? [problem('channelsNone', '/channels')] : []),
  reads: () => ['email'],
  decide: ({ settings: strict, facts }) => {
    const unknown = strict.channels.filter((channel) => facts.reach(channel) === undefined)
    if (unknown.length > 0) return { does: 'ask', question: { channels: unknown } }
    const saw: Saw[] = []
    for (const channel of strict.channels) {
      const reach = facts.reach(channel)
      const held = reach?.ok === true
      saw.push({
        subject: channel,
        of: 'channel',
        operator: 'equals',
        expected: 'reached',
        actual: held ? 'reached' : (reach?.because ?? null),
        held,
      })
      if (held) return { does: 'follow', outlet: channel, saw }
    }
    return { does: 'follow', outlet: 'none', saw }
  },
}

/** Those of a draft, each once. */
const channelsIn = (draft: unknown): Channel[] => {
  const listed: unknown[] = Array.isArray(draft) ? draft : []
  return [...new Set(listed.flatMap((one) => channels.find((channel) => channel === one) ?? []))]
}
