import type { Facts, Json, MemberFacts } from '#domain/engine/types.ts'
import { combine, type GroupKind } from './combine.ts'
import { type Clock, compare } from './compare.ts'
import type { AttributeLeaf, Condition, EventLeaf, MessageLeaf, SegmentLeaf } from './document.ts'
import type { Evaluation, Saw } from './evaluation.ts'
import { groupOf } from './groups.ts'
import { glimpse, glimpseOperand } from './saw.ts'

/** `facts` count the member's applied events as of `now`; `timeZone` is an IANA zone that exists. */
export type Subject = { member: Pick<MemberFacts, 'attributes'>; facts: Facts; now: number; timeZone: string }

type Looked =
  | { is: 'leaf'; leaf: AttributeLeaf | SegmentLeaf; value: boolean; changesAt: number | null; saw: Saw }
  | { is: 'counted'; leaf: EventLeaf | MessageLeaf; value: boolean | undefined; changesAt: number | null; saw: Saw | null }
  | { is: 'group'; kind: GroupKind; parts: Looked[]; value: boolean | undefined; changesAt: number | null }

/**
 * Evaluates a condition. First by attributes and segments, which are at hand: a branch that they decide asks for no
 * history, and its event and message leaves are neither counted nor shown. Then, in what is left open, every such leaf. So
 * what is asked, seen and shown depends on the member alone, never on which facts happen to be at hand. Never throws,
 * whatever the attributes.
 */
export function evaluate(condition: Condition, subject: Subject): Evaluation {
  const looked = atHand(condition, subject)
  const missing: { events: EventLeaf[]; messages: MessageLeaf[] } = { events: [], messages: [] }
  countHistory(looked, subject.facts, missing)
  if (looked.value === undefined) return { known: false, missing }
  return { known: true, value: looked.value, changesAt: looked.changesAt, ...gather(looked) }
}

function atHand(condition: Condition, subject: Subject): Looked {
  if ('attribute' in condition) return lookAtAttribute(condition, subject.member.attributes, subject)
  if ('segment' in condition) return lookAtSegment(condition, subject.facts)
  if ('event' in condition || 'message' in condition)
    return { is: 'counted', leaf: condition, value: undefined, changesAt: null, saw: null }
  const group = groupOf(condition)
  const parts = (group?.parts ?? []).map((part) => atHand(part, subject))
  const kind = group?.kind ?? 'all'
  return { is: 'group', kind, parts, ...combine(kind, parts) }
}

function lookAtSegment(leaf: SegmentLeaf, facts: Facts): Looked {
  const value = facts.inSegment(leaf.segment)
  const saw: Saw = { subject: leaf.segment, of: 'segment', operator: 'equals', expected: true, actual: value, held: value }
  return { is: 'leaf', leaf, value, changesAt: null, saw }
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
  return { is: 'leaf', leaf, value: held, changesAt, saw }
}

/** A value by name, never one that every object inherits. */
export const own = (of: { [key: string]: Json }, name: string): Json | undefined => (Object.hasOwn(of, name) ? of[name] : undefined)

/** Counts the leaves that the value still hangs on; those that are not known are put into `missing`. */
function countHistory(looked: Looked, facts: Facts, missing: { events: EventLeaf[]; messages: MessageLeaf[] }): void {
  if (looked.is === 'leaf' || looked.value !== undefined) return
  if (looked.is === 'group') {
    for (const part of looked.parts) countHistory(part, facts, missing)
    Object.assign(looked, combine(looked.kind, looked.parts))
    return
  }
  const { leaf } = looked
  if ('event' in leaf) {
    const count = facts.count(leaf)
    if (count === undefined) missing.events.push(leaf)
    else
      Object.assign(
        looked,
        lookAtCount(leaf, { subject: leaf.event, of: 'event' }, count, () => facts.nextExpiry(leaf)),
      )
  } else {
    const count = facts.messages(leaf)
    if (count === undefined) missing.messages.push(leaf)
    else
      Object.assign(
        looked,
        lookAtCount(leaf, { subject: messageSubject(leaf), of: 'message' }, count, () => facts.nextMessageExpiry(leaf)),
      )
  }
}

/** "opened we-miss-you", "sent" */
const messageSubject = ({ message: { outcome, node, template, channel } }: MessageLeaf) =>
  [outcome, node ?? template ?? channel].filter((part) => part !== undefined).join(' ')

function lookAtCount(
  { count: asked, within }: EventLeaf | MessageLeaf,
  about: Pick<Saw, 'subject' | 'of'>,
  count: number,
  nextExpiry: () => number | null,
): { value: boolean; changesAt: number | null; saw: Saw } {
  const { operator, value: expected } = asked ?? { operator: 'gte' as const, value: 1 }
  const held = compare(count, operator, expected, { now: 0, timeZone: 'UTC' }).held
  const saw: Saw = { ...about, operator, expected, actual: count, held }
  if (within === undefined) return { value: held, changesAt: null, saw }
  return { value: held, changesAt: canTurn(operator, held) ? nextExpiry() : null, saw: { ...saw, within } }
}

/** With nothing happening a count in a window can only fall. */
function canTurn(operator: NonNullable<EventLeaf['count']>['operator'], held: boolean): boolean {
  if (operator === 'gt' || operator === 'gte') return held
  if (operator === 'lt' || operator === 'lte') return !held
  return true
}

function gather(looked: Looked) {
  const saw: Saw[] = []
  const [attributes, events, segments] = [new Set<string>(), new Set<string>(), new Set<string>()]
  let messages = false
  const visit = (one: Looked): void => {
    if (one.is === 'group') return one.parts.forEach(visit)
    if (one.saw === null) return
    saw.push(one.saw)
    const { leaf } = one
    if ('event' in leaf) events.add(leaf.event)
    else if ('message' in leaf) messages = true
    else if ('segment' in leaf) segments.add(leaf.segment)
    else attributes.add(leaf.attribute)
  }
  visit(looked)
  return { reads: { attributes: [...attributes], events: [...events], segments: [...segments], messages }, saw }
}
