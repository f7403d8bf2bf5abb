import type { Saw } from '#domain/condition/evaluation.ts'
import { definitionOf } from '#domain/nodes/registry.ts'
import { addressOf } from './apply/attributes.ts'
import { factsOf } from './apply/facts.ts'
import { type Known, type Membership, pastKey, type Unknown } from './apply/work.ts'
import { decideEntry, type EntryRefusal, fixedEntryKey } from './entry.ts'
import type { EventInHand, Facts, LiveJourney, LiveSegment, MemberFacts } from './types.ts'

/** What is asked: a member and their last events, against a journey as it is now. `now` in epoch ms. */
export type Explaining = {
  journey: LiveJourney
  member: MemberFacts
  /** The newest first. */
  events: readonly EventInHand[]
  segments: readonly LiveSegment[]
  memberships: ReadonlyMap<number, Membership>
  known: Known
  now: number
}

/** Each event that a trigger listens to: whether it starts a passage now, and what was compared. */
export type TriggerExplained = {
  nodeKey: string
  /** Null: it listens to no event of the member. */
  listensTo: string | null
  events: { event: EventInHand; matches: boolean; saw: Saw[] }[]
}
/** Whether the journey would let the member in now, were a trigger to match. */
export type Eligibility = { enters: boolean; because: EntryRefusal | null; saw: Saw[] }
export type Explained = { triggers: TriggerExplained[]; eligibility: Eligibility | null }

/**
 * Asks the triggers and the re-entry rules what the engine would ask, by the same functions, as of now; or says what has to be
 * known first. Eligibility is of the newest event that matches, else of the first trigger with an event of no properties; null
 * where the journey has no trigger.
 */
export function explain(about: Explaining): Explained | { unknown: Unknown } {
  const unknown: Unknown = { events: [], messages: [], channels: [], past: [], passagesOf: [] }
  const facts = factsNow(about)
  const triggers = about.journey.plan.triggers.map((nodeKey) => explainTrigger(about, nodeKey, facts, unknown))
  const eligibility = explainEligibility(about, triggers, unknown)
  return Object.values(unknown).some((questions) => questions.length > 0) ? { unknown } : { triggers, eligibility }
}

const factsNow = ({ known, now, member, segments, memberships }: Explaining): Facts =>
  factsOf({ known, events: [], told: [], member, segments: memberships, world: { now, segments } }, null)

function explainTrigger(about: Explaining, nodeKey: string, facts: Facts, unknown: Unknown): TriggerExplained {
  const node = about.journey.plan.nodes.get(nodeKey)
  const half = node && definitionOf(node.kind).trigger
  const listensTo = half && isBag(node?.settings) ? half.listensTo(node.settings) : null
  const explained: TriggerExplained = { nodeKey, listensTo, events: [] }
  if (!half || listensTo === null) return explained
  for (const event of about.events) {
    if (event.name !== listensTo) continue
    const match = half.matches({ settings: node?.settings, event, member: about.member, facts, now: about.now })
    if (match.known) explained.events.push({ event, matches: match.value, saw: match.saw })
    else {
      unknown.events.push(...(match.missing.events ?? []))
      unknown.channels.push(...(match.missing.channels ?? []).map((channel) => ({ channel, address: addressOf(about.member) })))
      unknown.messages.push(...(match.missing.messages ?? []).map((leaf) => ({ leaf, progressId: null })))
    }
  }
  return explained
}

const isBag = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function explainEligibility(about: Explaining, triggers: readonly TriggerExplained[], unknown: Unknown): Eligibility | null {
  const { journey, member, known, now } = about
  const matched = triggers.flatMap(({ nodeKey, events }) =>
    events.filter(({ matches }) => matches).map(({ event }) => ({ nodeKey, event })),
  )
  const newest = matched.sort((a, b) => b.event.at - a.event.at)[0]
  const nodeKey = newest?.nodeKey ?? triggers[0]?.nodeKey
  const node = nodeKey === undefined ? undefined : journey.plan.nodes.get(nodeKey)
  if (nodeKey === undefined || !node) return null
  if (journey.status !== 'ONGOING') return { enters: false, because: 'not_ongoing', saw: [] }
  const event = newest?.event ?? { id: 0, name: '', at: now, properties: {} }
  const onlyOnce = definitionOf(node.kind).trigger?.onlyOnce(node.settings) ?? false
  const asked = { settings: journey.settings, trigger: { key: nodeKey, onlyOnce }, event }
  const entryKey = fixedEntryKey(asked)
  const question = { journeyId: journey.id, entryKey }
  const past = known.past.get(pastKey(question))
  if (!past) {
    unknown.past.push(question)
    return null
  }
  const has = (key: string) => past.hasKey && key === entryKey
  const entry = decideEntry(asked, { ...past, has }, member, now)
  return { enters: entry.enter, because: entry.enter ? null : entry.because, saw: entry.saw }
}
