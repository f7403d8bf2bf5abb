import * as z from 'zod'
import { systemEvents } from '#domain/event/system.ts'
import { problem } from './check.ts'
import type { NodeDefinition } from './definition.ts'
import { textOf } from './phrase.ts'

const settings = z.strictObject({
  /** A segment's key. */
  segment: z.string().trim().min(1, { error: 'segmentMissing' }).max(64),
  change: z.enum(['entered', 'left']).default('entered'),
})

/** Starts when a member comes into a segment, or goes out of it. Who is in it already when the journey goes live does not start. */
export const triggerSegment: NodeDefinition<typeof settings> = {
  kind: 'trigger.segment',
  settings,
  blank: { segment: '', change: 'entered' },
  outlets: () => ['next'],
  waits: false,
  summary: ({ segment, change }) => {
    const name = textOf(segment)
    if (name === '') return { key: 'nodes.trigger.segment.summaryEmpty' }
    return { key: 'nodes.trigger.segment.summary', values: { segment: name, change: change === 'left' ? 'left' : 'entered' } }
  },
  problems: ({ segment: draft }, { segmentKeys }) => {
    const segment = textOf(draft)
    if (segment === '') return [problem('segmentMissing', '/segment')]
    return !segmentKeys || segmentKeys.has(segment) ? [] : [problem('segmentUnknown', '/segment', { segment })]
  },
  reads: () => [],
  trigger: {
    listensTo: ({ segment }) => (textOf(segment) === '' ? null : systemEvents.segmentChanged),
    onlyOnce: () => false,
    matches: ({ settings: { segment, change }, event: { properties } }) => {
      const value = properties.segment === segment && properties.change === change
      const isIn = properties.change === 'entered'
      const saw = { subject: segment, of: 'segment', operator: 'equals', expected: change === 'entered', actual: isIn, held: true } as const
      return { known: true, value, saw: value ? [saw] : [] }
    },
  },
  decide: () => ({ does: 'follow', outlet: 'next' }),
}
