import type { Facts, Json, MemberFacts } from '#domain/engine/types.ts'
import { combine, type GroupKind } from './combine.ts'
import { type Clock, compare } from './compare.ts'
import type { AttributeLeaf, Condition, EventLeaf } from './document.ts'
import type { Evaluation, Saw } from './evaluation.ts'
import { groupOf } from './groups.ts'
import { glimpse, glimpseOperand } from './saw.ts'

/** `facts` count the member's applied events as of `now`; `timeZone` is an IANA zone that exists. */
export type Subject = { member: Pick<MemberFacts, 'attributes'>; facts: Facts; now: number; timeZone: string }

type Looked =
  | { is: 'attribute'; value: boolean; changesAt: number | null; saw: Saw }
  | { is: 'event'; leaf: EventLeaf; value: boolean | undefined; changesAt: number | null; saw: Saw | null }
  | { is: 'group'; kind: GroupKind; parts: Looked[]; value: boolean | undefined; changesAt: number | null }

/**
 * Evaluates a condition. First by attributes, which are at hand: a branch that they decide asks for no history, and its
 * event leaves are neither counted nor shown. Then, in what is left open, every event leaf. So what is asked, seen and
 * shown depends on the member alone, never on which facts happen to be at hand. Never throws, whatever the attributes.
 */
export function evaluate(condition: Condition, subject: Subject): Evaluation {
  const looked = byAttributes(condition, subject)
  const missing: EventLeaf[] = []
  countEvents(looked, subject.facts, missing)
  if (looked.value === undefined) return { known: false, missing }
  return { known: true, value: looked.value, changesAt: looked.changesAt, ...gather(looked) }
}

function byAttributes(condition: Condition, subject: Subject): Looked {
  if ('attribute' in condition) return lookAtAttribute(condition, subject.member.attributes, subject)
  if ('event' in condition) return { is: 'event', leaf: condition, value: undefined, changesAt: null, saw: null }
  const group = groupOf(condition)
  const parts = (group?.parts ?? []).map((part) => byAttributes(part, subject))
  const kind = group?.kind ?? 'all'
  return { is: 'group', kind, parts, ...combine(kind, parts) }
}

function lookAtAttribute(leaf: AttributeLeaf, attributes: { [key: string]: Json }, clock: Clock): Looked {
  const actual = own(attributes, leaf.attribute)
  const { held, changesAt } = compare(actual, leaf.operator, leaf.value, clock)
  const saw: Saw = {
    subject: leaf.attribute,
    of: 'attribute',
    operator: leaf.operator,
    expected: glimpseOperand(leaf.value),
    actual: glimpse(actual),
    held,
  }
  return { is: 'attribute', value: held, changesAt, saw }
}

/** A value by name, never one that every object inherits. */
export const own = (of: { [key: string]: Json }, name: string): Json | undefined => (Object.hasOwn(of, name) ? of[name] : undefined)

/** Counts the event leaves that the value still hangs on; those that are not known are put into `missing`. */
function countEvents(looked: Looked, facts: Facts, missing: EventLeaf[]): void {
  if (looked.value !== undefined) return
  if (looked.is === 'event') {
    const count = facts.count(looked.leaf)
    if (count === undefined) missing.push(looked.leaf)
    else Object.assign(looked, lookAtCount(looked.leaf, count, facts))
    return
  }
  for (const part of looked.parts) countEvents(part, facts, missing)
  Object.assign(looked, combine(looked.kind, looked.parts))
}

function lookAtCount(leaf: EventLeaf, count: number, facts: Facts): { value: boolean; changesAt: number | null; saw: Saw } {
  const { operator, value: expected } = leaf.count ?? { operator: 'gte' as const, value: 1 }
  const held = compare(count, operator, expected, { now: 0, timeZone: 'UTC' }).held
  const saw: Saw = { subject: leaf.event, of: 'event', operator, expected, actual: count, held }
  if (leaf.within === undefined) return { value: held, changesAt: null, saw }
  return { value: held, changesAt: canTurn(operator, held) ? facts.nextExpiry(leaf) : null, saw: { ...saw, within: leaf.within } }
}

/** With nothing happening a count in a window can only fall. */
function canTurn(operator: NonNullable<EventLeaf['count']>['operator'], held: boolean): boolean {
  if (operator === 'gt' || operator === 'gte') return held
  if (operator === 'lt' || operator === 'lte') return !held
  return true
}

function gather(looked: Looked) {
  const saw: Saw[] = []
  const attributes = new Set<string>()
  const events = new Set<string>()
  const visit = (one: Looked): void => {
    if (one.is === 'group') one.parts.forEach(visit)
    else if (one.saw !== null) {
      saw.push(one.saw)
      if (one.is === 'event') events.add(one.leaf.event)
      else attributes.add(one.saw.subject)
    }
  }
  visit(looked)
  return { reads: { attributes: [...attributes], events: [...events] }, saw }
}
