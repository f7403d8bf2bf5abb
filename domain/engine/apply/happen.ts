import { evaluateProperty } from '#domain/condition/evaluateProperty.ts'
import type { Saw } from '#domain/condition/evaluation.ts'
import { awaited } from '#domain/engine/awaited.ts'
import type { Cause } from '#domain/engine/decision.ts'
import { decideEntry, fixedEntryKey, type Passages, type Triggered, triggeredBy } from '#domain/engine/entry.ts'
import type { EventInHand, LiveJourney } from '#domain/engine/types.ts'
import { systemEvents } from '#domain/event/system.ts'
import type { JourneyGoal } from '#domain/journey/settings.ts'
import { addDuration, zoneOf } from '#domain/time/zone.ts'
import { hasDates, reassess } from './member.ts'
import { ask, type Consequence, end, factsFor, keep, latestOf, standings, type Turn, untouched } from './turn.ts'
import { leavesByCondition, walk, walkOn } from './walk.ts'
import { type Bag, type Passage, type PassageChange, type PastPassages, pastKey } from './work.ts'

/** Consequences of consequences: beyond this, nothing that happens starts or wakes anything. */
const DEPTH_MAX = 10

/**
 * An event happens to the member, from outside or by the system. Who was inside is looked at first: entry is decided against
 * that; then exits and goals act, then those who waited for it are asked. It never wakes a passage that it started or moved.
 */
export function happen(turn: Turn, event: EventInHand): void {
  const name = awaited.event(event.name)
  const inside = standings(turn)
  for (const journey of turn.world.listening(event.name)) enterBy(turn, journey, event)
  for (const journey of turn.world.closing(name)) close(turn, journey, event, inside)
  wakeAll(turn, inside, [name], { by: 'event', event })
}

/** What followed from the row in hand has consequences of its own, one after the other. */
export function drain(turn: Turn): void {
  for (let next = turn.consequences[0]; next; turn.consequences.shift(), next = turn.consequences[0]) {
    if (next.depth <= DEPTH_MAX) follow(turn, next)
  }
}

function follow(turn: Turn, consequence: Consequence): void {
  const { depth } = consequence
  if (consequence.of === 'segment') {
    const { key: segment, isIn } = consequence
    reassess(turn, [awaited.segment(segment)], depth + 1)
    happen(turn, madeHere(turn, systemEvents.segmentChanged, { segment, change: isIn ? 'entered' : 'left' }))
    return askAgain(turn, [awaited.segment(segment)])
  }
  const names = Object.keys(consequence.changes)
  const changes = Object.fromEntries(Object.entries(consequence.changes).map(([name, [before, after]]) => [name, { before, after }]))
  reassess(turn, names.map(awaited.attribute), depth + 1)
  if (hasDates(turn, names)) turn.isReckoned = true
  happen(turn, madeHere(turn, systemEvents.profileChanged, { changes }))
  askAgain(turn, names.map(awaited.attribute))
}

/** Whoever waits for something that may be true now is asked; exits of journeys that look at it act first. */
export function askAgain(turn: Turn, names: readonly string[]): void {
  const inside = standings(turn)
  const journeys = new Set(names.flatMap((name) => [...turn.world.closing(name)]))
  for (const journey of journeys) {
    for (const standing of openOf(turn, journey, inside)) leavesByCondition(turn, standing, journey)
  }
  wakeAll(turn, inside, names, { by: 'change' })
}

/** A happening that the row in hand brought about. Its own time is the row's. */
export const madeHere = (turn: Turn, name: string, properties: Bag): EventInHand => ({
  id: turn.row.id,
  part: ++turn.parts,
  name,
  at: turn.row.at,
  properties,
})

function wakeAll(turn: Turn, inside: readonly PassageChange[], names: readonly string[], cause: Cause): void {
  for (const before of inside) {
    if (!before.rest || !names.some((name) => before.rest?.awaits.includes(name))) continue
    const now = latestOf(turn, before.passage) ?? before
    if (now.nodeKey !== null && now.walk.length === before.walk.length) wake(turn, now, cause)
  }
}

/** A resting passage is asked again. While its journey is paused, what would end the wait is kept for later. */
export function wake(turn: Turn, standing: PassageChange, cause: Cause): void {
  const journey = turn.world.journey(standing.passage.journeyId)
  if (!journey) return end(turn, standing, { status: 'CANCELED', reason: 'journey_deleted' })
  if (journey.status === 'ENDED' && !journey.drains) return end(turn, standing, { status: 'CANCELED', reason: 'journey_ended' })
  // What a pause parked comes first: it goes on when its own time comes (parked.ts).
  if (standing.rest?.parked) return
  if (journey.status !== 'PAUSED') return walk(turn, standing, journey, { cause })
  const plan = turn.world.plan(standing.versionId)
  const walked = plan && walkOn(turn, standing, journey, plan, { cause })
  if (!walked || walked.walk.length === 0) return
  const rest = standing.rest ?? { since: turn.row.at, until: standing.dueAt ?? turn.row.at, awaits: [] }
  const parkedDueAt = standing.parkedDueAt ?? standing.dueAt ?? turn.row.at
  keep(turn, { ...standing, rest: { ...rest, parked: { at: turn.row.at, cause } }, parkedDueAt, dueAt: null })
}

function enterBy(turn: Turn, journey: LiveJourney, event: EventInHand): void {
  const found = triggeredBy(journey.plan, event, turn.member, factsFor(turn, null), turn.world.now)
  if (!found.known) ask(turn, found.missing, null)
  else if (found.trigger) enter(turn, journey, found.trigger, event)
}

/** A trigger matched: the member enters, or is refused with what was compared. */
export function enter(turn: Turn, journey: LiveJourney, trigger: Triggered, event: EventInHand): void {
  const refuse = (because: Turn['refusals'][number]['because'], saw: Saw[]) =>
    void turn.refusals.push({ journeyId: journey.id, nodeKey: trigger.key, at: turn.row.at, event, because, saw })
  if ((turn.consequences[0]?.depth ?? 0) >= DEPTH_MAX) return refuse('loop', [])
  const { settings } = journey
  const asked = { settings, trigger, event }
  const entryKey = fixedEntryKey(asked)
  const question = { journeyId: journey.id, entryKey }
  const past = needsPast(journey, entryKey) ? turn.known.past.get(pastKey(question)) : NOTHING_PAST
  if (!past) return void turn.unknown.past.push(question)
  const entry = decideEntry(asked, passagesOf(turn, journey.id, past, entryKey), turn.member, turn.world.now)
  if (!entry.enter) return refuse(entry.because, entry.saw)
  const { versionId } = journey.plan
  const passage: Passage = {
    id: null,
    journeyId: journey.id,
    versionId,
    lane: turn.row.lane,
    entryKey: entry.entryKey,
    nodeKey: trigger.key,
    status: 'READY',
    reason: null,
    visits: 0,
    rowVersion: 0,
    parkedDueAt: null,
    dueAt: null,
    rest: null,
    failedAt: null,
    variables: NO_VARIABLES,
    enteredAt: turn.world.now,
    convertedAt: null,
    entry: event,
  }
  // The trigger node shows its own filter again; what is added is what only entry compared.
  walk(turn, untouched(passage), journey, { entered: [...entry.saw, ...trigger.saw.filter(({ of }) => of !== 'property')] })
}

const NO_VARIABLES: Bag = {}
const NOTHING_PAST: PastPassages = { total: 0, open: 0, lastEnteredAt: null, hasKey: false }

/** Whether entry hangs on passages at all: every time, without a key or a limit, it does not. */
const needsPast = ({ settings }: LiveJourney, entryKey: string | null) =>
  settings.reentry.mode !== 'every_time' || settings.repeatTimes !== null || entryKey !== null

/** Past passages with what this tick has opened and ended. */
function passagesOf(turn: Turn, journeyId: number, past: PastPassages, entryKey: string | null): Passages {
  let { total, open, lastEnteredAt } = past
  const keys = past.hasKey && entryKey !== null ? [entryKey] : []
  for (const { passage, nodeKey } of turn.changes) {
    if (passage.journeyId !== journeyId) continue
    if (nodeKey !== null) open++
    if (passage.id !== null) {
      if (passage.nodeKey !== null) open--
    } else {
      total++
      lastEnteredAt = turn.world.now
      keys.push(passage.entryKey)
    }
  }
  return { total, open, lastEnteredAt, has: (key) => keys.includes(key) }
}

/** The open passages of a journey that were there before; asked for when they are not known. */
function openOf(turn: Turn, { id }: LiveJourney, inside: readonly PassageChange[]): PassageChange[] {
  if (!turn.known.passagesOf.has(id)) turn.unknown.passagesOf.push(id)
  const found: PassageChange[] = []
  for (const { passage } of inside) {
    const now = passage.journeyId === id ? latestOf(turn, passage) : undefined
    if (now && now.nodeKey !== null) found.push(now)
  }
  return found
}

function close(turn: Turn, journey: LiveJourney, event: EventInHand, inside: readonly PassageChange[]): void {
  const open = openOf(turn, journey, inside)
  const clock = { now: event.at, timeZone: zoneOf(turn.member.timeZone) }
  const { exits, goal } = journey.settings
  if (goal && goal.event === event.name) convert(turn, journey.id, goal, event)
  for (const exit of exits) {
    if (!('event' in exit) || exit.event !== event.name) continue
    const result = exit.filter ? evaluateProperty(exit.filter, event.properties, clock) : { value: true, saw: [] }
    if (!result.value) continue
    for (const { passage } of open) {
      const standing = latestOf(turn, passage)
      if (standing && standing.nodeKey !== null)
        end(turn, standing, { status: 'CANCELED', reason: exit.reason || 'exit_event', saw: result.saw })
    }
  }
}

/** The goal's event counts for the latest passage, once, when it comes soon enough after its entry. */
function convert(turn: Turn, journeyId: number, goal: JourneyGoal, event: EventInHand): void {
  const clock = { now: event.at, timeZone: zoneOf(turn.member.timeZone) }
  if (goal.filter && !evaluateProperty(goal.filter, event.properties, clock).value) return
  const latest = latestPassage(turn, journeyId, event)
  if (!latest || latest.convertedAt !== null) return
  if (turn.world.now > addDuration(latest.passage.enteredAt, goal.attribution, clock.timeZone)) return
  const amount = goal.revenueProperty ? Number(event.properties[goal.revenueProperty] ?? 0) : 0
  // One that is over stays over for its reason.
  const reason = latest.nodeKey === null ? (latest.reason ?? latest.passage.reason) : latest.reason
  const converted = { ...latest, reason, convertedAt: turn.world.now, revenue: Number.isFinite(amount) ? amount : 0 }
  keep(turn, converted)
  if (goal.ends && converted.nodeKey !== null) end(turn, converted, { status: 'ENDED', reason: 'goal' })
}

/** The passage that began last, over or not, but for one that this event itself began. */
function latestPassage(turn: Turn, journeyId: number, event: EventInHand): PassageChange | undefined {
  const ofJourney = [...turn.work.passages, ...turn.changes.flatMap(({ passage }) => (passage.id === null ? [passage] : []))]
    .filter((passage) => passage.journeyId === journeyId && passage.entry !== event)
    .sort((a, b) => b.enteredAt - a.enteredAt || (b.id ?? Number.POSITIVE_INFINITY) - (a.id ?? Number.POSITIVE_INFINITY))
  return ofJourney[0] && latestOf(turn, ofJourney[0])
}
