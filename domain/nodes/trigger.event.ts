import * as z from 'zod'
import { type EventLeaf, type PropertyCondition, propertyConditionSchema } from '#domain/condition/document.ts'
import { evaluateProperty } from '#domain/condition/evaluateProperty.ts'
import type { Saw } from '#domain/condition/evaluation.ts'
import type { EventInHand, MemberFacts } from '#domain/engine/types.ts'
import { durationSchema } from '#domain/time/duration.ts'
import { zoneOf } from '#domain/time/zone.ts'
import { eventNameProblems } from './check.ts'
import { propertyConditionProblems } from './checkCondition.ts'
import type { NodeDefinition } from './definition.ts'
import { propertyPhrase } from './phrase.ts'

const settings = z.strictObject({
  event: z.string().trim().min(1, { error: 'eventMissing' }).max(200),
  filter: propertyConditionSchema.nullish(),
  /** Starts at most one passage per member, ever. */
  onlyOnce: z.boolean().default(false),
  /** Starts only when the member has this many such events, the one in hand counted. */
  count: z
    .strictObject({ gte: z.number().int().min(1).max(1_000_000), within: durationSchema.optional() })
    .nullable()
    .default(null),
  enabled: z.boolean().default(true),
})
type Settings = z.output<typeof settings>

export const triggerEvent: NodeDefinition<typeof settings> = {
  kind: 'trigger.event',
  settings,
  blank: { event: '' },
  outlets: () => ['next'],
  waits: false,
  summary: (draft) => propertyPhrase('nodes.trigger.event', draft.event, draft.filter),
  problems: (draft, context) => [
    ...eventNameProblems(draft.event, '/event', context),
    ...(draft.filter ? propertyConditionProblems(draft.filter, '/filter') : []),
    ...(draft.enabled === false ? [{ code: 'triggerOff', severity: 'warning' as const, pointer: '/enabled' }] : []),
  ],
  reads: () => [],
  trigger: {
    listensTo: ({ enabled, event }) => (enabled !== false && typeof event === 'string' && event.trim() !== '' ? event.trim() : null),
    onlyOnce: (strict) => strict.onlyOnce,
    matches: ({ settings: strict, event, member, facts }) => {
      if (!strict.enabled || event.name !== strict.event) return { known: true, value: false, saw: [] }
      const filter = filtered(strict, event, member)
      if (!filter.value || !strict.count) return { known: true, ...filter }
      const leaf = countLeaf(strict, strict.count)
      const count = facts.count(leaf)
      if (count === undefined) return { known: false, missing: { events: [leaf] } }
      const held = count >= strict.count.gte
      return { known: true, value: held, saw: [...filter.saw, sawCount(strict.event, strict.count, count, held)] }
    },
  },
  decide: ({ settings: strict, standing, member }) => ({
    does: 'follow',
    outlet: 'next',
    saw: filtered(strict, standing.entry, member).saw,
  }),
}

function filtered(strict: Settings, event: EventInHand, member: MemberFacts): { value: boolean; saw: Saw[] } {
  if (!strict.filter) return { value: true, saw: [] }
  return evaluateProperty(strict.filter, event.properties, { now: event.at, timeZone: zoneOf(member.timeZone) })
}

type Count = NonNullable<Settings['count']>
const leaves = new WeakMap<Count, EventLeaf>()

/** The fact that a count needs; one object per settings, so that its key is made once. */
function countLeaf(strict: Settings, count: Count): EventLeaf {
  const before = leaves.get(count)
  if (before) return before
  const where: PropertyCondition | undefined = strict.filter ?? undefined
  const leaf: EventLeaf = { event: strict.event, where, within: count.within, count: { operator: 'gte', value: count.gte } }
  leaves.set(count, leaf)
  return leaf
}

const sawCount = (event: string, count: Count, actual: number, held: boolean): Saw => ({
  subject: event,
  of: 'event',
  operator: 'gte',
  expected: count.gte,
  actual,
  held,
  ...(count.within && { within: count.within }),
})
