import type { Saw } from '#domain/condition/evaluation.ts'
import { canonical } from '#domain/condition/reads.ts'
import type { JourneySettings } from '#domain/journey/settings.ts'
import { definitionOf } from '#domain/nodes/registry.ts'
import { addDuration, zoneOf } from '#domain/time/zone.ts'
import type { Question } from './decision.ts'
import { hashText } from './hash.ts'
import type { EventInHand, Facts, Json, MemberFacts, Plan } from './types.ts'

/** The trigger that an event starts a passage at, and what was compared. */
export type Triggered = { key: string; onlyOnce: boolean; saw: Saw[] }

/**
 * Which trigger of a plan this event starts, if any: the first that matches, in document order, so that one event enters
 * a journey at most once. `facts` count the event itself.
 *
 * @param now epoch ms
 */
export function triggeredBy(
  plan: Plan,
  event: EventInHand,
  member: MemberFacts,
  facts: Facts,
  now: number,
): { known: true; trigger: Triggered | null } | { known: false; missing: Question } {
  for (const key of plan.listeners.get(event.name) ?? []) {
    const node = plan.nodes.get(key)
    const half = node && definitionOf(node.kind).trigger
    const match = half?.matches({ settings: node?.settings, event, member, facts, now })
    if (!node || !half || !match) continue
    if (!match.known) return match
    if (match.value) return { known: true, trigger: { key, onlyOnce: half.onlyOnce(node.settings), saw: match.saw } }
  }
  return { known: true, trigger: null }
}

/** A member's passages of one journey, whatever their version. */
export type Passages = {
  /** All there were, over or not. */
  total: number
  /** READY, RUNNING or WAITING now. */
  open: number
  /** When the latest began, epoch ms. */
  lastEnteredAt: number | null
  /** Whether one has this entry key. Only asked for the key of `fixedEntryKey`. */
  has(entryKey: string): boolean
}

export type EntryRefusal =
  | 'not_ongoing'
  | 'not_started'
  | 'over'
  | 'already_once'
  | 'already_inside'
  | 'too_soon'
  | 'repeat_times'
  | 'same_key'
export type Entry = { enter: true; entryKey: string; saw: Saw[] } | { enter: false; because: EntryRefusal; saw: Saw[] }

type Ask = { settings: JourneySettings; trigger: Pick<Triggered, 'key' | 'onlyOnce'>; event: EventInHand }

/**
 * The entry key where it hangs on nothing but the event: for a keyed journey and for a trigger that starts only once.
 * Null where the number of passages or the event's id make it unique. Load whether a passage has it before deciding.
 */
export function fixedEntryKey({ settings: { reentry }, trigger, event }: Ask): string | null {
  if (reentry.mode === 'once') return 'once'
  if (trigger.onlyOnce) return `trigger:${trigger.key}`
  const value = reentry.mode === 'every_time' && reentry.keyedBy !== undefined ? keyOf(event, reentry.keyedBy) : null
  return value === null ? null : `key:${value}`
}

/** As text, short enough for an index; null where the event does not have the property. */
function keyOf(event: EventInHand, property: string): string | null {
  const value: Json | undefined = Object.hasOwn(event.properties, property) ? event.properties[property] : undefined
  if (value === undefined || value === null) return null
  const text = typeof value === 'object' ? canonical(value) : String(value)
  return text.length <= KEY_MAX ? text : `${text.slice(0, KEY_KEPT).replace(/[\uD800-\uDBFF]$/, '')}#${hashText(text)}`
}
const KEY_MAX = 200
const KEY_KEPT = 100

/**
 * Whether a member whose event matched starts a passage, under the journey's settings (DESIGN 3, re-entry), and under
 * which entry key: unique per member and journey, so that the database refuses what this forgot.
 *
 * once: ever. once_at_a_time: only while none is open. after: none open, and the last began long enough ago, by the
 * calendar of the member's zone. every_time: always; keyed: once per value of a property, an event without it always.
 *
 * @param now epoch ms
 */
export function decideEntry(ask: Ask, passages: Passages, member: Pick<MemberFacts, 'timeZone'>, now: number): Entry {
  const saw: Saw[] = []
  const because = refusalOf(ask, passages, zoneOf(member.timeZone), now, saw)
  if (because !== null) return { enter: false, because, saw }
  return { enter: true, entryKey: fixedEntryKey(ask) ?? freshKey(ask, passages, now), saw }
}

/** What no inbox row brought about, such as a date or a timer, has no id: its tick tells it apart. */
function freshKey({ settings, event }: Ask, { total }: Passages, now: number): string {
  if (settings.reentry.mode !== 'every_time') return `n:${total + 1}`
  const part = event.part ? `.${event.part}` : ''
  return event.id === 0 ? `at:${now}${part}` : `event:${event.id}${part}`
}

function refusalOf(ask: Ask, passages: Passages, timeZone: string, now: number, saw: Saw[]): EntryRefusal | null {
  const { reentry, repeatTimes, scheduleStartAt, scheduleEndAt } = ask.settings
  if (scheduleStartAt !== null && isEarly(saw, 'journey_starts', 'after', scheduleStartAt, now)) return 'not_started'
  if (scheduleEndAt !== null && isEarly(saw, 'journey_ends', 'before', scheduleEndAt, now)) return 'over'
  if (reentry.mode === 'once' && fails(saw, 'earlier_passages', 'equals', 0, passages.total)) return 'already_once'
  if (repeatTimes !== null && fails(saw, 'earlier_passages', 'lt', repeatTimes, passages.total)) return 'repeat_times'
  const apart = reentry.mode === 'once_at_a_time' || reentry.mode === 'after'
  if (apart && fails(saw, 'open_passages', 'equals', 0, passages.open)) return 'already_inside'
  if (reentry.mode === 'after' && passages.lastEnteredAt !== null) {
    const again = addDuration(passages.lastEnteredAt, reentry.duration, timeZone)
    saw.push({
      subject: 'last_entered',
      of: 'passage',
      operator: 'not_within_last',
      expected: reentry.duration,
      actual: new Date(passages.lastEnteredAt).toISOString(),
      held: now >= again,
    })
    if (now < again) return 'too_soon'
  }
  return refusalByKey(ask, passages, saw)
}

function refusalByKey(ask: Ask, passages: Passages, saw: Saw[]): EntryRefusal | null {
  const key = ask.settings.reentry.mode === 'once' ? null : fixedEntryKey(ask)
  if (key === null) return null
  if (!fails(saw, 'same_key', 'equals', 0, passages.has(key) ? 1 : 0)) return null
  return ask.trigger.onlyOnce ? 'already_once' : 'same_key'
}

function fails(saw: Saw[], subject: string, operator: 'equals' | 'lt', expected: number, actual: number): boolean {
  const held = operator === 'equals' ? actual === expected : actual < expected
  saw.push({ subject, of: 'passage', operator, expected, actual, held })
  return !held
}

/** Whether `now` fails to be after (or at), or before, an instant of the journey's settings. */
function isEarly(saw: Saw[], subject: string, operator: 'after' | 'before', expected: string, now: number): boolean {
  const held = operator === 'after' ? now >= Date.parse(expected) : now < Date.parse(expected)
  if (!held) saw.push({ subject, of: 'time', operator, expected, actual: new Date(now).toISOString(), held })
  return !held
}
