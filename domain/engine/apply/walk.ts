import { evaluate } from '#domain/condition/evaluate.ts'
import type { Saw } from '#domain/condition/evaluation.ts'
import { advance } from '#domain/engine/advance.ts'
import type { Cause } from '#domain/engine/decision.ts'
import type { LiveJourney, Plan, Standing, VisitEffect, Walked } from '#domain/engine/types.ts'
import { addDuration, zoneOf } from '#domain/time/zone.ts'
import { setAttributes } from './member.ts'
import { ask, end, factsFor, keep, type Turn } from './turn.ts'
import type { PassageChange } from './work.ts'

type Why = { cause?: Cause; entered?: Saw[] }

/** A passage goes on: its exits and its longest stay are asked first, then its node. */
export function walk(turn: Turn, standing: PassageChange, journey: LiveJourney, why: Why = {}): void {
  const plan = turn.world.plan(standing.versionId)
  if (!plan) return end(turn, standing, { status: 'ERROR', reason: 'unknown_version', failedAt: standing.nodeKey ?? '' })
  if (hasStayed(turn, standing, journey)) return end(turn, standing, { status: 'CANCELED', reason: 'maximum_stay' })
  if (leavesByCondition(turn, standing, journey)) return
  const walked = walkOn(turn, standing, journey, plan, why)
  if (walked) settle(turn, standing, journey, walked)
}

/** What walking would come to, null when something has to be asked first. Nothing is kept. */
export function walkOn(turn: Turn, standing: PassageChange, journey: LiveJourney, plan: Plan, { cause, entered = [] }: Why): Walked | null {
  const { passage, nodeKey, status, visits, rest, variables } = standing
  if (nodeKey === null) return null
  const { entry, enteredAt, id } = passage
  const at: Standing = { nodeKey, status, visits, entry, enteredAt, rest, variables }
  const how = { entered, winners: journey.winners, ...(cause && { cause }) }
  const walked = advance(plan, at, turn.member, factsFor(turn, id), turn.world.now, how)
  if (!('ask' in walked)) return walked
  ask(turn, walked.ask, id)
  return null
}

function settle(turn: Turn, standing: PassageChange, journey: LiveJourney, walked: Walked): void {
  const capped = within(turn, standing, journey, walked)
  if (walked.walk.length === 0 && capped.dueAt === standing.dueAt && sameRest(capped.rest, standing.rest) && !standing.hasFired) return
  const last = walked.walk.at(-1)
  // Written out: spreading a standing costs more than walking.
  keep(turn, {
    passage: standing.passage,
    versionId: standing.versionId,
    nodeKey: walked.nodeKey,
    status: walked.status,
    reason: walked.reason,
    visits: walked.visits,
    parkedDueAt: null,
    dueAt: capped.dueAt,
    hasFired: standing.hasFired,
    rest: capped.rest,
    failedAt: walked.status === 'ERROR' ? (last?.nodeKey ?? null) : null,
    variables: walked.variables,
    convertedAt: standing.convertedAt,
    revenue: standing.revenue,
    isReopened: standing.isReopened,
    walk: joined(standing.walk, walked.walk),
    messages: joined(standing.messages, walked.messages),
    effects: joined(standing.effects, walked.effects),
  })
  for (const effect of walked.effects) affect(turn, effect, standing)
}

const joined = <One>(before: One[], after: One[]): One[] => (before.length === 0 ? after : [...before, ...after])

const sameRest = (a: Walked['rest'], b: Walked['rest']) =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.until === b.until &&
    a.awaits.length === b.awaits.length &&
    a.awaits.every((one, i) => one === b.awaits[i]))

function affect(turn: Turn, effect: VisitEffect, { passage }: PassageChange): void {
  const { journeyId } = passage
  if (effect.do === 'change') setAttributes(turn, effect.set, depthOf(turn) + 1)
  else if (effect.do === 'expose') turn.exposed.push({ journeyId, nodeKey: effect.nodeKey, arm: effect.arm, salt: effect.salt })
  else turn.sent.push({ effect, lane: passage.lane, hops: hopsOf(turn) + 1, journeyId })
}

const hopsOf = ({ row }: Turn) => ('hops' in row ? row.hops : 0)
/** A walk inside a consequence is as deep as that: what it changes is one deeper. */
const depthOf = ({ consequences }: Turn) => consequences[0]?.depth ?? 0

const stayUntil = (turn: Turn, { passage }: PassageChange, { settings: { maximumStay } }: LiveJourney) =>
  maximumStay === null ? null : addDuration(passage.enteredAt, maximumStay, zoneOf(turn.member.timeZone))

function hasStayed(turn: Turn, standing: PassageChange, journey: LiveJourney): boolean {
  const until = stayUntil(turn, standing, journey)
  return until !== null && turn.world.now >= until
}

/** A timer is due when the longest stay is over, if that comes first; the rest remembers when the wait itself would end. */
export function within(turn: Turn, standing: PassageChange, journey: LiveJourney, { dueAt, rest }: Walked): Pick<Walked, 'dueAt' | 'rest'> {
  const until = stayUntil(turn, standing, journey)
  if (until === null || dueAt === null || dueAt <= until) return { dueAt, rest }
  return { dueAt: until, rest: rest ?? { since: turn.world.now, until: dueAt, awaits: [] } }
}

/** Whether one of the journey's exit conditions holds, and so ended the passage, or has to be asked about first. */
export function leavesByCondition(turn: Turn, standing: PassageChange, { settings: { exits } }: LiveJourney): boolean {
  for (const exit of exits) {
    if (!('condition' in exit)) continue
    const subject = {
      member: turn.member,
      facts: factsFor(turn, standing.passage.id),
      now: turn.world.now,
      timeZone: zoneOf(turn.member.timeZone),
    }
    const result = evaluate(exit.condition, subject)
    if (!result.known) ask(turn, result.missing, standing.passage.id)
    else if (result.value) end(turn, standing, { status: 'CANCELED', reason: exit.reason || 'exit_condition', saw: result.saw })
    if (!result.known || result.value) return true
  }
  return false
}
